package dev.signalbox.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.core.health.Ejected;
import dev.signalbox.core.health.HealthStatus;
import dev.signalbox.core.model.Node;
import dev.signalbox.core.site.FailureClass;
import dev.signalbox.core.testing.TestModel;
import dev.signalbox.core.testing.TestSite.Fault;
import dev.signalbox.core.testing.World;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Replicas and an alternative in trouble, in virtual time, with what must hold after every step: enough nodes stay in service,
 * operators are obeyed, nobody sees a failure while a chain that is well is left.
 */
final class HealthLife {
    private static final int REPLICAS = 5;

    /** A replica's trouble. */
    enum Trouble {
        NONE,
        SLOW,
        FAST_FAILING,
        FLAPPING,
        PARTLY_FAILING
    }

    private final long seed;
    private final Random random;
    private final World world;
    private final List<TestModel> replicas = new ArrayList<>();
    final Trouble[] troubles = new Trouble[REPLICAS];
    private final boolean[] held = new boolean[REPLICAS];
    private final TestModel spare;
    private boolean spareDown;
    int lastAnswer = -1;

    HealthLife(long seed) {
        this.seed = seed;
        this.random = new Random(seed * 7919 + 1);
        this.world = new World(seed, World.config(World.replicas("large", REPLICAS), World.model("spare")));
        for (int i = 0; i < REPLICAS; i++) {
            int me = i;
            troubles[i] = Trouble.NONE;
            replicas.add(world.model("large", q -> answer(me)));
        }
        spare = world.model("spare", q -> {
            if (spareDown) {
                throw new Fault(FailureClass.TRANSIENT, "down");
            }
            return REPLICAS;
        });
        world.engine.tick();
    }

    private Object answer(int me) {
        boolean flaps = world.time.nanoTime() / TimeUnit.SECONDS.toNanos(15) % 2 == 0;
        boolean fails = switch (troubles[me]) {
            case FAST_FAILING -> true;
            case FLAPPING -> flaps;
            case PARTLY_FAILING -> random.nextInt(10) < 3;
            default -> false;
        };
        world.time.advance(fails ? 1 : troubles[me] == Trouble.SLOW ? 200 : 20, TimeUnit.MILLISECONDS);
        if (fails) {
            throw new Fault(FailureClass.TRANSIENT, "trouble");
        }
        lastAnswer = me;
        return me;
    }

    Node node(int i) {
        return world.node("large#" + i);
    }

    void calls(int times) {
        for (int i = 0; i < times; i++) {
            boolean spareServes = !spareDown && world.node("spare#0").breaker().isClosed();
            try {
                int by = (Integer) replicas.get(0).ask("q");
                assertThat(by < REPLICAS && held[by])
                        .as(what() + ": asked " + by)
                        .isFalse();
            } catch (Throwable failure) {
                assertThat(failure).as(what()).isInstanceOf(RuntimeException.class);
                assertThat(spareServes)
                        .as(what() + ": a chain was well, and a caller saw " + failure)
                        .isFalse();
            }
            if (i % 5 == 0) {
                world.pass(100, TimeUnit.MILLISECONDS);
                invariants();
            }
        }
    }

    private String what() {
        return "seed " + seed + ", troubles " + List.of(troubles);
    }

    private void invariants() {
        int automatic = 0;
        int heldBack = 0;
        for (int i = 0; i < REPLICAS; i++) {
            Ejected e = node(i).monitor().ejection().inForce();
            automatic += e != null && !e.byOperator() ? 1 : 0;
            heldBack += held[i] ? 1 : 0;
            assertThat(node(i).isHeldBack()).as(what()).isEqualTo(held[i]);
            assertThat(node(i).inFlight()).as(what()).isZero();
            if (e != null && !e.byOperator()) {
                assertThat(e.secondsLeft(world.time.nanoTime())).as(what()).isLessThanOrEqualTo(300);
                assertThat(node(i).monitor().health().status()).as(what()).isNotEqualTo(HealthStatus.HEALTHY);
            }
        }
        // Operators may hold back what they like afterwards; by itself never more than half goes.
        assertThat(automatic).as(what()).isLessThanOrEqualTo(REPLICAS / 2);
        assertThat(automatic + heldBack == REPLICAS
                        && heldBack < REPLICAS
                        && world.route().plan().isBlocked())
                .as(what())
                .isFalse();
        assertThat(world.engine.failures().last()).as(what()).isEmpty();
    }

    void event() {
        Operator operator = world.engine.operator();
        int i = random.nextInt(REPLICAS);
        switch (random.nextInt(9)) {
            case 0, 1 -> troubles[i] = Trouble.values()[random.nextInt(Trouble.values().length)];
            case 2 -> troubles[i] = Trouble.NONE;
            case 3 -> Arrays.fill(troubles, Trouble.FAST_FAILING);
            case 4 -> Arrays.fill(troubles, Trouble.NONE);
            case 5 -> spareDown = random.nextInt(4) == 0;
            case 6 -> {
                operator.eject("large#" + i, 0);
                held[i] = true;
            }
            case 7 -> {
                operator.drain("large#" + i, false);
                held[i] = false;
            }
            default -> world.time.advance(random.nextInt(48), TimeUnit.HOURS);
        }
    }

    void recovers() {
        Arrays.fill(troubles, Trouble.NONE);
        spareDown = false;
        for (int i = 0; i < REPLICAS; i++) {
            world.engine.operator().drain("large#" + i, false);
            held[i] = false;
        }
        for (int i = 0; i < 15; i++) {
            calls(40);
            world.pass(60, TimeUnit.SECONDS);
        }
        for (int i = 0; i < REPLICAS; i++) {
            assertThat(node(i).breaker().isClosed())
                    .as(what() + ": " + node(i).name())
                    .isTrue();
            assertThat(node(i).monitor().health().status())
                    .as(what() + ": " + node(i).monitor().health().reason())
                    .isEqualTo(HealthStatus.HEALTHY);
        }
        assertThat(spare.asked()).isNotNegative();
    }
}
