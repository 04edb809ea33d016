package dev.signalbox.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.core.config.BalanceConfig;
import dev.signalbox.core.config.BalanceStrategy;
import dev.signalbox.core.config.Match;
import dev.signalbox.core.config.ModelConfig;
import dev.signalbox.core.config.ProbeConfig;
import dev.signalbox.core.config.RetryConfig;
import dev.signalbox.core.config.RouteConfig;
import dev.signalbox.core.config.SignalboxConfig;
import dev.signalbox.core.model.Node;
import dev.signalbox.core.site.FailureClass;
import dev.signalbox.core.testing.TestModel;
import dev.signalbox.core.testing.TestSite.Fault;
import dev.signalbox.core.testing.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls of a route whose model has several nodes. */
class ReplicasTest {
    private static final int COUNT = 4;

    private World world = world(BalanceStrategy.HOT_COLD, RetryConfig.NONE);
    private final List<TestModel> models = new ArrayList<>();
    private final int[] bodies = new int[COUNT];

    private static World world(BalanceStrategy strategy, RetryConfig retry) {
        ModelConfig config = new ModelConfig(
                "m",
                new Match("test", "m", null, null, null),
                true,
                8,
                false,
                null,
                null,
                null,
                new BalanceConfig(strategy),
                ProbeConfig.NONE);
        RouteConfig route =
                new RouteConfig("chat", List.of("ask"), "m", World.route("m").chains(), retry);
        SignalboxConfig whole = World.config(Map.of("m", config), route);
        return new World(1, whole);
    }

    /** Makes the models; each takes 10 ms. */
    private void start(int count) {
        for (int i = models.size(); i < count; i++) {
            int me = i;
            models.add(world.model("m", q -> {
                bodies[me]++;
                world.time.advance(10, TimeUnit.MILLISECONDS);
                return me;
            }));
        }
        world.engine.tick();
    }

    private int ask() throws Throwable {
        return (Integer) models.get(0).ask("q");
    }

    @AfterEach
    void everyNodeIsEmpty() {
        assertThat(world.engine.nodes())
                .allSatisfy(n -> assertThat(n.inFlight()).as(n.name()).isZero());
        assertThat(world.engine.failures().last()).isEmpty();
    }

    /** LiteLLM 40401: a counter that drifted below zero drew 93.7 % of the calls to one of four backends. */
    @ParameterizedTest
    @EnumSource
    void liteLlm40401InFlightCountsDriftOnNoWayOut(BalanceStrategy strategy) throws Throwable {
        world = world(strategy, new RetryConfig(2, Duration.ofMillis(1), 1));
        start(COUNT);
        world.pass(10, TimeUnit.SECONDS);
        Random random = new Random(40401);
        FailureClass[] kinds = FailureClass.values();
        for (int i = 0; i < 2_000; i++) {
            TestModel odd = models.get(random.nextInt(COUNT));
            FailureClass kind = kinds[random.nextInt(kinds.length)];
            odd.does(q -> {
                world.time.advance(1, TimeUnit.MILLISECONDS);
                throw kind == FailureClass.FATAL ? new OutOfMemoryError("not really") : new Fault(kind, "odd");
            });
            try {
                models.get(random.nextInt(COUNT)).ask(random.nextInt(10) == 0 ? "untranslatable" : "q");
            } catch (Fault | OutOfMemoryError expected) {
                assertThat(world.engine.failures().last()).isEmpty();
            }
            int back = models.indexOf(odd);
            odd.does(q -> {
                bodies[back]++;
                world.time.advance(10, TimeUnit.MILLISECONDS);
                return back;
            });
            if (i % 50 == 0) {
                world.pass(11, TimeUnit.SECONDS);
            }
            assertThat(world.engine.nodes())
                    .allSatisfy(n -> assertThat(n.inFlight()).as(n.name()).isZero());
        }
        world.pass(2, TimeUnit.MINUTES);
        for (int i = 0; i < 400; i++) {
            ask(); // whatever was learned is learned anew
        }
        world.pass(11, TimeUnit.SECONDS);
        java.util.Arrays.fill(bodies, 0);
        for (int i = 0; i < 1_000; i++) {
            ask();
        }
        for (int n : bodies) {
            assertThat(n).as("of 1,000 calls to four nodes").isBetween(150, 400);
        }
    }

    /** Ray 61755: what was counted when a call was assigned was not taken off again when the replica refused it. */
    @Test
    void ray61755ACallThatCannotBePutToANodeIsTakenOffItsCount() throws Throwable {
        start(COUNT);
        for (int i = 0; i < 100; i++) {
            models.get(i % COUNT).ask("untranslatable");
        }
        assertThat(world.engine.nodes())
                .allSatisfy(n -> assertThat(n.inFlight()).as(n.name()).isZero());
    }

    @Test
    void aNodeThatFailsFastAtEachSecondCallIsNoSink() throws Throwable {
        start(COUNT);
        int[] asked = {0};
        models.get(2).does(q -> {
            bodies[2]++;
            if (asked[0]++ % 3 == 0) {
                world.time.advance(10, TimeUnit.MILLISECONDS);
                return 2;
            }
            throw new Fault(FailureClass.TRANSIENT, "at once");
        });
        for (int i = 0; i < 1_000; i++) {
            assertThat(ask()).isBetween(0, 3); // another node makes it good
            if (i % 10 == 0) {
                world.pass(100, TimeUnit.MILLISECONDS);
            }
        }
        assertThat(bodies[2]).isLessThan(100);
    }

    @Test
    void aCallersFaultsMakeNoNodeLookFastOrSlow() throws Throwable {
        start(2);
        ask();
        ask();
        world.pass(10, TimeUnit.SECONDS);
        models.get(1).does(q -> {
            throw new Fault(FailureClass.CALLER, "a bad question");
        });
        double before = world.node("m#1").latencyAtLoad().cost(0, world.time.nanoTime());
        for (int i = 0; i < 20; i++) {
            try {
                ask();
                // whoever answered took time
            } catch (Fault own) {
                assertThat(own).hasMessage("a bad question");
            }
        }
        assertThat(world.node("m#1").latencyAtLoad().cost(0, world.time.nanoTime()))
                .isLessThanOrEqualTo(before);
    }

    @Test
    void aNodeThatComesLateIsGivenLittleAtFirst() throws Throwable {
        start(3);
        world.pass(1, TimeUnit.MINUTES);
        start(4);
        inFlightCalls(8, () -> {
            // Seven others are in flight: three nodes share them, and the newcomer has its one trial.
            assertThat(world.node("m#3").inFlight()).isLessThanOrEqualTo(1);
        });
    }

    @Test
    void aNodeThatWasClosedAgainByItsBreakerStartsSlowly() throws Throwable {
        start(COUNT);
        world.pass(20, TimeUnit.SECONDS);
        Node node = world.node("m#1");
        models.get(1).does(q -> {
            throw new Fault(FailureClass.TRANSIENT, "down");
        });
        for (int i = 0; i < 100 && node.breaker().isClosed(); i++) {
            world.pass(2, TimeUnit.SECONDS);
            ask();
        }
        assertThat(node.breaker().isClosed()).isFalse();
        models.get(1).does(q -> 1);
        for (int i = 0; i < 100 && !node.breaker().isClosed(); i++) {
            world.pass(1, TimeUnit.SECONDS);
            ask();
        }
        assertThat(node.breaker().isClosed()).isTrue();
        assertThat(node.share(world.time.nanoTime())).isEqualTo(0.1);
        world.pass(10, TimeUnit.SECONDS);
        assertThat(node.share(world.time.nanoTime())).isOne();
    }

    @Test
    void theVeryNextCallObeysAWeight() throws Throwable {
        start(2);
        world.node("m#0").setWeight(0);
        for (int i = 0; i < 50; i++) {
            assertThat(ask()).isOne();
        }
        world.node("m#0").setWeight(1);
        world.node("m#1").setWeight(0);
        assertThat(ask()).isZero();
        assertThatThrownBy(() -> world.node("m#1").setWeight(Double.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("weight NaN is out of range: 0 to 100.0");
        assertThat(world.node("m#1").weight()).isZero();
    }

    /** Makes calls each of which makes the next one before it answers; nested calls of an application on its own instances. */
    private void inFlightCalls(int depth, Runnable check) throws Throwable {
        List<Thread> threads = new ArrayList<>();
        java.util.concurrent.CountDownLatch held = new java.util.concurrent.CountDownLatch(1);
        List<Throwable> wrong = java.util.Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < depth; i++) {
            java.util.concurrent.CountDownLatch entered = new java.util.concurrent.CountDownLatch(1);
            for (TestModel model : models) {
                model.does(q -> {
                    entered.countDown();
                    held.await();
                    return 0;
                });
            }
            Thread thread = new Thread(() -> {
                try {
                    models.get(0).ask("q");
                } catch (Throwable e) {
                    wrong.add(e);
                }
            });
            threads.add(thread);
            thread.start();
            assertThat(entered.await(60, TimeUnit.SECONDS)).isTrue();
        }
        check.run();
        held.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(wrong).isEmpty();
    }
}
