package dev.signalbox.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.core.config.DeadlineConfig.Interrupts;
import dev.signalbox.core.config.RetryConfig;
import dev.signalbox.core.model.Node;
import dev.signalbox.core.site.FailureClass;
import dev.signalbox.core.testing.TestModel;
import dev.signalbox.core.testing.TestSite.Fault;
import dev.signalbox.core.testing.World;
import java.time.Duration;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The caller's thread ends an attempt, the watchdog cuts it and the host interrupts, all at the same time: there is one outcome, no
 * interrupt of ours is left, and the host's is not lost where the JDK lets one tell.
 */
class DeadlineRaceTest {
    private static final int ROUNDS = 20_000;

    /** How the model ends. */
    private enum End {
        RETURNS,
        THROWS,
        TAKES_THE_INTERRUPT
    }

    private final World world =
            new World(7, World.limited(Duration.ofSeconds(1), Interrupts.ALWAYS, RetryConfig.NONE, "large", "small"));
    private final CyclicBarrier together = new CyclicBarrier(3);
    private volatile End end = End.RETURNS;
    private volatile int spins;
    private volatile boolean racing;
    private volatile boolean hostDone;

    private TestModel large = world.model("large", this::answer);
    private TestModel small = world.model("small", q -> "small");

    private @Nullable Object answer(@Nullable Object question) throws Throwable {
        if (!racing) {
            return "large";
        }
        world.time.advance(501, TimeUnit.MILLISECONDS);
        together.await(10, TimeUnit.SECONDS);
        spin(spins);
        return switch (end) {
            case RETURNS -> "large";
            case THROWS -> throw new Fault(FailureClass.UNCLEAR, "down");
            case TAKES_THE_INTERRUPT -> {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                yield "large";
            }
        };
    }

    private static void spin(int times) {
        for (int i = 0; i < times; i++) {
            Thread.onSpinWait();
        }
    }

    /** What a caller met, and whether an interrupt was pending then. */
    private record Met(@Nullable Object answer, @Nullable Throwable thrown, boolean interrupted) {}

    private Met call() {
        Object answer = null;
        Throwable thrown = null;
        try {
            answer = large.ask("q");
        } catch (Throwable t) {
            thrown = t;
        }
        while (!hostDone) {
            Thread.yield();
        }
        return new Met(answer, thrown, Thread.interrupted());
    }

    @Test
    void thereIsOneOutcomeAndNoInterruptOfOursIsLeft() throws Throwable {
        Random random = new Random(11);
        ExecutorService caller = Executors.newSingleThreadExecutor();
        ExecutorService others = Executors.newFixedThreadPool(2);
        Thread thread = caller.submit(Thread::currentThread).get(10, TimeUnit.SECONDS);
        long cut = 0;
        long inTime = 0;
        long hostHeard = 0;
        try {
            for (int round = 0; round < ROUNDS; round++) {
                String what = "round " + round;
                end = End.values()[random.nextInt(3)];
                spins = random.nextInt(4_000);
                int watchdogSpins = random.nextInt(100);
                int hostSpins = random.nextInt(5_000);
                boolean host = random.nextInt(3) == 0;
                racing = false;
                assertThat(large.ask("q"))
                        .as("a success keeps the breaker closed")
                        .isEqualTo("large");
                racing = true;
                hostDone = false;
                long attempts = world.node("large#0").meter().total();
                long calls = world.route().calls().total();
                long cuts = world.route().cutAttempts().sum();
                Future<Met> met = caller.submit(this::call);
                Future<?> watched = others.submit(() -> {
                    together.await(10, TimeUnit.SECONDS);
                    spin(watchdogSpins);
                    world.watch();
                    return null;
                });
                Future<?> interrupted = others.submit(() -> {
                    together.await(10, TimeUnit.SECONDS);
                    spin(hostSpins);
                    if (host) {
                        thread.interrupt();
                    }
                    hostDone = true;
                    return null;
                });
                Met seen = met.get(10, TimeUnit.SECONDS);
                watched.get(10, TimeUnit.SECONDS);
                interrupted.get(10, TimeUnit.SECONDS);
                boolean pending = seen.interrupted;
                boolean wasCut = world.route().cutAttempts().sum() > cuts;
                cut += wasCut ? 1 : 0;
                inTime += "large".equals(seen.answer) ? 1 : 0;
                hostHeard += pending ? 1 : 0;
                if (!host) {
                    assertThat(pending).as("%s: a stray interrupt", what).isFalse();
                    assertThat(seen.answer).as(what).isIn("large", "small");
                    assertThat(seen.thrown).as(what).isNull();
                    assertThat(wasCut && "large".equals(seen.answer)).as(what).isFalse();
                } else if (!wasCut) {
                    // Ours never came, so the host's is there, but for a model that has taken it.
                    assertThat(pending || seen.thrown instanceof InterruptedException || end == End.TAKES_THE_INTERRUPT)
                            .as("%s: the host's interrupt is lost, %s, %s", what, end, seen)
                            .isTrue();
                }
                assertThat(world.node("large#0").meter().total()).as(what).isEqualTo(attempts + 1);
                assertThat(world.route().calls().total()).as(what).isEqualTo(calls + 1);
                for (Node node : world.engine.nodes()) {
                    assertThat(node.inFlight()).as("%s, %s", what, node.name()).isZero();
                }
            }
        } finally {
            caller.shutdownNow();
            others.shutdownNow();
        }
        assertThat(cut).as("attempts cut").isBetween(ROUNDS / 100L, ROUNDS - ROUNDS / 100L);
        assertThat(inTime).as("answers in time").isBetween(ROUNDS / 100L, ROUNDS - ROUNDS / 100L);
        assertThat(hostHeard).as("interrupts of the host that were met").isPositive();
        assertThat(world.engine.failures().last()).isEmpty();
        assertThat(Objects.requireNonNull(large).name() + small.name()).isEqualTo("largesmall");
    }
}
