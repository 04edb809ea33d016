package dev.signalbox.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.core.config.RetryConfig;
import dev.signalbox.core.drill.DrillKind;
import dev.signalbox.core.health.Breaker;
import dev.signalbox.core.health.BreakerState;
import dev.signalbox.core.site.FailureClass;
import dev.signalbox.core.testing.TestModel;
import dev.signalbox.core.testing.TestSite.Fault;
import dev.signalbox.core.testing.World;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Failed nodes are asked again: by the call that the config names, or by a real one that fails over. */
class ProbesTest {
    private static World probed() {
        return new World(1, World.config(World.model("large"), World.probed("small", "isReady")));
    }

    /** Opens the breaker of the only other chain, by an operator's failover to it. */
    private static TestModel brokenAlternative(World world, TestModel large) throws Throwable {
        TestModel small = world.model("small", q -> {
            throw new Fault(FailureClass.TRANSIENT, "down");
        });
        world.engine.tick();
        large.ask("q");
        world.engine.operator().failOver("chat", "small", 0, "test");
        for (int i = 0; i < 5; i++) {
            large.ask("q");
        }
        world.engine.operator().failBack("chat");
        assertThat(world.node("small#0").breaker().state()).isInstanceOf(BreakerState.Open.class);
        return small;
    }

    /** A primary whose breaker has opened; the alternative is there already. */
    private static TestModel failed(World world) throws Throwable {
        TestModel large = world.model("large", q -> {
            throw new Fault(FailureClass.TRANSIENT, "down");
        });
        world.engine.tick();
        for (int i = 0; i < 5; i++) {
            large.ask("q");
        }
        return large;
    }

    @Test
    void aFailedNodeThatNoCallReachesComesBackByItsConfiguredProbe() throws Throwable {
        World world = probed();
        TestModel large = world.model("large", null);
        TestModel small = brokenAlternative(world, large);
        int[] asked = new int[1];
        world.probes.put("isReady()", instance -> {
            asked[0]++;
            assertThat(instance).isSameAs(small);
            return true;
        });
        world.pass(4, TimeUnit.SECONDS);
        assertThat(asked[0]).as("not before its time is up").isZero();
        world.pass(4, TimeUnit.SECONDS);
        assertThat(asked[0]).as("one for each probe that the breaker wants").isEqualTo(3);
        assertThat(world.node("small#0").breaker().isClosed()).isTrue();
        world.pass(10, TimeUnit.SECONDS);
        assertThat(asked[0]).as("a node that is well is left alone").isEqualTo(3);
        assertThat(small.asked()).as("no call was spent on it").isEqualTo(5);
        assertThat(world.node("small#0").monitor().lastProbe().text()).startsWith("it answered isReady()");
        assertThat(world.engine.failures().last()).isEmpty();
    }

    @Test
    void aProbeBringsNoNodeBackThatIsDrilled() throws Throwable {
        World world = probed();
        TestModel large = world.model("large", null);
        TestModel small = brokenAlternative(world, large);
        world.probes.put("isReady()", instance -> true);
        world.engine.operator().drill("small#0", DrillKind.ERROR, 1, 0, TimeUnit.SECONDS.toNanos(20), false);
        world.pass(19, TimeUnit.SECONDS);
        assertThat(world.node("small#0").breaker().isClosed()).isFalse();
        world.pass(10, TimeUnit.SECONDS);
        assertThat(world.node("small#0").breaker().isClosed()).isTrue();
        assertThat(small.asked()).as("held until here: nodes are weak").isEqualTo(5);
    }

    @Test
    void aProbeThatThrowsOrSaysNoHasFailed() throws Throwable {
        World world = probed();
        TestModel large = world.model("large", null);
        TestModel small = brokenAlternative(world, large);
        world.probes.put("isReady()", instance -> false);
        world.pass(6, TimeUnit.SECONDS);
        Breaker breaker = world.node("small#0").breaker();
        assertThat(breaker.state())
                .isInstanceOfSatisfying(
                        BreakerState.Open.class,
                        open -> assertThat(open.lengthNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(10)));
        assertThat(world.node("small#0").monitor().lastProbe().text()).startsWith("isReady() returned false");
        world.probes.put("isReady()", instance -> {
            throw new IllegalStateException("no route to host");
        });
        world.pass(11, TimeUnit.SECONDS);
        assertThat(((BreakerState.Open) breaker.state()).lengthNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(20));
        assertThat(world.node("small#0").monitor().lastProbe().text()).contains("no route to host");
        assertThat(small.asked()).as("held until here: nodes are weak").isEqualTo(5);
    }

    @Test
    void aProbeThatHangsKeepsOneThreadAndRealCallsProbeInItsStead() throws Throwable {
        World world = new World(1, World.config(World.probed("large", "isReady"), World.model("small")));
        TestModel small = world.model("small", null);
        TestModel large = failed(world);
        large.recovers();
        List<Runnable> hanging = new ArrayList<>();
        world.executor = hanging::add;
        world.pass(6, TimeUnit.SECONDS);
        assertThat(hanging).hasSize(1);
        assertThat(large.ask("q")).as("two leases are left").isEqualTo("large:q");
        assertThat(large.ask("q")).isEqualTo("large:q");
        assertThat(large.ask("q")).isEqualTo("small:q");
        world.pass(61, TimeUnit.SECONDS);
        assertThat(hanging).as("its lease ran out, but it is still there").hasSize(1);
        for (int i = 0; i < 3; i++) {
            assertThat(large.ask("q")).isEqualTo("large:q");
        }
        assertThat(world.node("large#0").breaker().isClosed()).isTrue();
        hanging.get(0).run(); // its permit is of an older generation by now, and moves nothing
        assertThat(world.node("large#0").breaker().isClosed()).isTrue();
        assertThat(small.asked()).isEqualTo(6);
    }

    @Test
    void aProbeThatCannotBeCalledIsNoFailureAndRealCallsProbe() throws Throwable {
        World world = new World(1, World.config(World.probed("large", "isReady"), World.model("small")));
        TestModel small = world.model("small", null);
        TestModel large = failed(world);
        large.recovers();
        world.pass(6, TimeUnit.SECONDS);
        assertThat(world.node("large#0").monitor().lastProbe().text()).contains("isReady() cannot be called");
        for (int i = 0; i < 3; i++) {
            assertThat(large.ask("q")).isEqualTo("large:q");
        }
        assertThat(world.node("large#0").breaker().isClosed()).isTrue();
        assertThat(small.asked()).isEqualTo(5);
    }

    @Test
    void theModelsOwnCallsWithinAProbeGoToTheModelItself() throws Throwable {
        World world = new World(1, World.config(World.probed("large", "isReady"), World.model("small")));
        TestModel small = world.model("small", null);
        TestModel large = failed(world);
        world.probes.put("isReady()", instance -> {
            try {
                return ((TestModel) instance).ask("ping");
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        });
        long calls = world.route().calls().total();
        world.pass(6, TimeUnit.SECONDS);
        assertThat(large.asked()).as("the probe reached it").isEqualTo(6);
        assertThat(small.asked()).as("and nobody answered in its stead").isEqualTo(5);
        assertThat(world.route().calls().total()).isEqualTo(calls);
        assertThat(world.node("large#0").breaker().isClosed()).isFalse();
        assertThat(world.node("large#0").inFlight()).isZero();
    }

    @Test
    void withoutAProbeRealCallsAreThatAndFailOverWithinTheCall() throws Throwable {
        World world = new World(1, World.config(RetryConfig.NONE, "large", "small"));
        TestModel small = world.model("small", null);
        TestModel large = failed(world);
        world.pass(6, TimeUnit.SECONDS);
        for (int i = 0; i < 20; i++) {
            assertThat(large.ask("q")).isEqualTo("small:q");
        }
        assertThat(large.asked()).as("one probe failed, and that was that").isEqualTo(6);
        assertThat(world.node("large#0").monitor().health().reason()).isNotEmpty();
        world.pass(11, TimeUnit.SECONDS);
        // Probes that are under way keep others from probing: no more than three at a time.
        List<Object> answers = new ArrayList<>();
        large.does(q -> {
            if ("inner".equals(q) || answers.size() > 10) {
                return "probe";
            }
            Breaker breaker = world.node("large#0").breaker();
            int permits = 0;
            for (int i = 0; i < 10; i++) {
                permits += breaker.tryAcquire(world.time.nanoTime()) == Breaker.REFUSED ? 0 : 1;
            }
            answers.add(permits);
            return "probe";
        });
        assertThat(large.ask("q")).isEqualTo("probe");
        assertThat(answers).containsExactly(2);
        assertThat(small.asked()).isEqualTo(25);
        assertThat(world.route().callerFailures()).isZero();
    }

    @Test
    void anOperatorsProbeRunsAtOnceAndIsJournaled() throws Throwable {
        World world = probed();
        TestModel large = world.model("large", null);
        TestModel small = brokenAlternative(world, large);
        world.probes.put("isReady()", instance -> true);
        assertThat(world.engine.operator("ann").probe("small#0")).isEqualTo("probing it by isReady()");
        assertThat(world.node("small#0").breaker().state())
                .isInstanceOfSatisfying(
                        BreakerState.HalfOpen.class,
                        half -> assertThat(half.succeeded()).isEqualTo(1));
        assertThat(world.engine.events().last())
                .extracting(e -> e.reason())
                .contains("by ann: probe", "by ann: it answered isReady(), after 0 ms");
        assertThatThrownBy(() -> world.engine.operator().probe("tiny#0"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("unknown node 'tiny#0'");
        assertThat(small.asked()).as("held until here: nodes are weak").isEqualTo(5);
    }

    @Test
    void anOperatorsProbeWithoutAConfiguredOneLetsTheNextCallThrough() throws Throwable {
        World world = new World(1, World.config(RetryConfig.NONE, "large", "small"));
        TestModel large = world.model("large", q -> {
            throw new Fault(FailureClass.TRANSIENT, "down");
        });
        TestModel small = world.model("small", null);
        world.engine.tick();
        for (int i = 0; i < 6; i++) {
            assertThat(large.ask("q")).isEqualTo("small:q");
        }
        large.recovers();
        assertThat(world.engine.operator().probe("large#0")).contains("the next call that reaches it probes it");
        assertThat(large.ask("q")).isEqualTo("large:q");
        assertThat(small.asked()).isEqualTo(6);
    }

    @Test
    void aDrainedNodeIsNotProbed() throws Throwable {
        World world = probed();
        TestModel large = world.model("large", null);
        TestModel small = brokenAlternative(world, large);
        world.engine.operator().drain("small#0", true);
        world.probes.put("isReady()", instance -> {
            throw new AssertionError("it was called");
        });
        world.pass(1, TimeUnit.MINUTES);
        assertThat(world.node("small#0").monitor().lastProbe()).isNull();
        assertThat(small.asked()).isEqualTo(5);
    }

    @Test
    void aNodeWhoseProbesCloseItsBreakerStartsSlowly() throws Throwable {
        World world = probed();
        TestModel large = world.model("large", null);
        TestModel small = brokenAlternative(world, large);
        world.probes.put("isReady()", instance -> true);
        var node = world.node("small#0");
        for (int i = 0; i < 200 && !node.breaker().isClosed(); i++) {
            world.pass(100, TimeUnit.MILLISECONDS);
        }
        assertThat(node.breaker().isClosed()).isTrue();
        assertThat(node.share(world.time.nanoTime())).isLessThan(0.2);
        assertThat(small.asked()).isEqualTo(5);
    }
}
