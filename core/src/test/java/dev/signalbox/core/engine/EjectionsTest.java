package dev.signalbox.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.core.config.SignalboxConfig;
import dev.signalbox.core.health.Ejected;
import dev.signalbox.core.health.HealthStatus;
import dev.signalbox.core.model.Node;
import dev.signalbox.core.site.FailureClass;
import dev.signalbox.core.testing.TestModel;
import dev.signalbox.core.testing.TestSite.Fault;
import dev.signalbox.core.testing.World;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Replicas of which one does worse than the others. */
class EjectionsTest {
    private final World world;
    private final List<TestModel> replicas = new ArrayList<>();
    private final boolean[] poor = new boolean[4];
    private final TestModel small;
    private int asked;

    EjectionsTest() {
        SignalboxConfig config = World.config(World.replicas("large", 4), World.model("small"));
        world = new World(1, config);
        for (int i = 0; i < 4; i++) {
            int me = i;
            replicas.add(world.model("large", q -> {
                if (poor[me] && asked++ % 3 == 0) {
                    throw new Fault(FailureClass.TRANSIENT, "a third of them fails");
                }
                return me;
            }));
        }
        small = world.model("small", q -> -1);
        world.engine.tick();
    }

    /** Asks by way of any node of the entry, once each 100 ms. */
    private List<Object> ask(int times) throws Throwable {
        List<Object> answers = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            answers.add(replicas.get(0).ask("q"));
            world.pass(50, TimeUnit.MILLISECONDS);
        }
        return answers;
    }

    private Node node(int i) {
        return world.node("large#" + i);
    }

    private Ejected ejected(int i) {
        return node(i).monitor().ejection().inForce();
    }

    @Test
    void theOneThatFailsIsLeftOutComesBackByItselfAndIsLeftOutForLonger() throws Throwable {
        poor[2] = true;
        ask(150);
        Ejected first = ejected(2);
        assertThat(first).isNotNull();
        assertThat(first.reason()).contains("of its calls succeed");
        assertThat(first.secondsLeft(world.time.nanoTime())).isBetween(20.0, 30.0);
        assertThat(node(2).monitor().health().status()).isEqualTo(HealthStatus.DEGRADED);
        assertThat(node(2).breaker().isClosed()).isTrue();
        assertThat(ask(50)).contains(0, 1, 3).doesNotContain(2, -1);
        world.pass(30, TimeUnit.SECONDS);
        assertThat(ejected(2)).isNull();
        assertThat(ask(50)).contains(2);
        ask(150);
        assertThat(ejected(2)).isNotNull();
        assertThat(ejected(2).secondsLeft(world.time.nanoTime())).isBetween(50.0, 60.0);
        assertThat(world.engine.events().last())
                .filteredOn(e -> e.source().equals("large#2") && e.type().equals(Events.HEALTH))
                .extracting(e -> e.reason())
                .anySatisfy(r -> assertThat(r).startsWith("ejected: "))
                .contains("the ejection ended: its time is over");
        assertThat(small.asked()).isNotNegative();
    }

    @Test
    void theShareIsCheckedBeforeOneIsEjectedAndOneAlwaysStays() throws Throwable {
        poor[1] = true;
        poor[2] = true;
        poor[3] = true;
        for (int i = 0; i < 300; i++) {
            ask(1);
            int out = 0;
            for (int n = 0; n < 4; n++) {
                out += ejected(n) == null ? 0 : 1;
            }
            assertThat(out).as("half of four").isLessThanOrEqualTo(2);
        }
    }

    @Test
    void anOutlierServesWhereNoOtherIsLeft() throws Throwable {
        poor[2] = true;
        ask(150);
        assertThat(ejected(2)).isNotNull();
        poor[2] = false;
        for (int i : new int[] {0, 1, 3}) {
            world.engine.operator().drain("large#" + i, true);
        }
        assertThat(ask(5)).containsOnly(2);
    }

    @Test
    void inPanicEjectionsAreIgnored() throws Throwable {
        poor[2] = true;
        ask(150);
        assertThat(ejected(2)).isNotNull();
        poor[2] = false;
        // Two more fail altogether: one of four is left.
        for (int i : new int[] {0, 1}) {
            for (int f = 0; f < 5; f++) {
                node(i).breaker().failed(node(i).breaker().tryAcquire(world.time.nanoTime()), world.time.nanoTime());
            }
        }
        world.pass(100, TimeUnit.MILLISECONDS);
        assertThat(node(2).monitor().ejection().isIgnored()).isTrue();
        assertThat(ask(30)).contains(2, 3);
    }

    @Test
    void anOperatorIsNeverOverruled() throws Throwable {
        world.engine.operator().eject("large#1", 0);
        for (int i : new int[] {0, 2, 3}) {
            for (int f = 0; f < 5; f++) {
                node(i).breaker().failed(node(i).breaker().tryAcquire(world.time.nanoTime()), world.time.nanoTime());
            }
        }
        world.pass(1, TimeUnit.SECONDS);
        assertThat(ask(20)).as("panic or not").containsOnly(-1);
        for (int i : new int[] {0, 2, 3}) {
            world.engine.operator().eject("large#" + i, 0);
        }
        assertThat(ask(3)).as("even the last one").containsOnly(-1);
        world.time.advance(1, TimeUnit.HOURS);
        world.pass(1, TimeUnit.SECONDS);
        assertThat(ask(3)).containsOnly(-1);
        world.engine.operator().drain("large#1", false);
        assertThat(ask(3)).containsOnly(1);
    }

    @Test
    void anOperatorsEjectionSurvivesAReloadThatChangesTheModel() throws Throwable {
        world.engine.operator().eject("large#1", TimeUnit.MINUTES.toNanos(5));
        world.engine.apply(World.config(World.replicas("large", 5), World.model("small")));
        Node heir = world.engine.nodes().stream()
                .filter(n -> n.instance().refersTo(replicas.get(1)))
                .findFirst()
                .orElseThrow();
        assertThat(heir.isHeldBack()).isTrue();
        assertThat(ask(50)).doesNotContain(1);
        world.pass(5, TimeUnit.MINUTES);
        assertThat(heir.isHeldBack()).isFalse();
    }

    @Test
    void whatAnOperatorResumedIsNotEjectedAgainAtOnce() throws Throwable {
        poor[2] = true;
        ask(150);
        assertThat(ejected(2)).isNotNull();
        world.engine.operator().drain("large#2", false);
        for (int i = 0; i < 500; i++) {
            ask(1);
            assertThat(ejected(2)).isNull();
        }
    }
}
