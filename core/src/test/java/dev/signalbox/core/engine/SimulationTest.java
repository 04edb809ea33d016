package dev.signalbox.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.core.config.RetryConfig;
import dev.signalbox.core.site.FailureClass;
import dev.signalbox.core.testing.TestModel;
import dev.signalbox.core.testing.TestSite.Fault;
import dev.signalbox.core.testing.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Models that fail, recover and flap while operators throw switches; what must hold is checked after every call. */
class SimulationTest {
    private static final FailureClass[] KINDS = {
        FailureClass.TRANSIENT,
        FailureClass.OVERLOAD,
        FailureClass.UNAVAILABLE,
        FailureClass.TOO_LARGE,
        FailureClass.CALLER
    };

    @Test
    void seededLivesOfARoute() {
        long seeds = Long.getLong("signalbox.seeds", 1_000);
        for (long seed = 0; seed < seeds; seed++) {
            life(seed);
        }
    }

    private static void life(long seed) {
        Random random = new Random(seed);
        RetryConfig retry = seed % 2 == 0 ? RetryConfig.NONE : new RetryConfig(2, Duration.ofMillis(10), 0.2);
        World world = new World(seed, World.config(retry, "a", "b", "c"));
        List<TestModel> models = new ArrayList<>();
        FailureClass[] broken = new FailureClass[3];
        int[] bodies = new int[3];
        for (int i = 0; i < 3; i++) {
            int me = i;
            models.add(world.model(String.valueOf((char) ('a' + i)), q -> {
                bodies[me]++;
                world.time.advance(1, TimeUnit.MILLISECONDS);
                if (broken[me] != null) {
                    throw new Fault(broken[me], "down");
                }
                return me;
            }));
        }
        long answered = 0;
        long failed = 0;
        for (int step = 0; step < 120; step++) {
            event(random, world, broken);
            int[] before = bodies.clone();
            String what = "seed " + seed + " step " + step;
            try {
                int by = (Integer) models.get(0).ask("q");
                assertThat(broken[by]).as(what).isNull();
                answered++;
            } catch (RejectedExecutionException refused) {
                assertThat(bodies).as(what).isEqualTo(before);
                failed++;
            } catch (Throwable own) {
                assertThat(own).as(what).isInstanceOf(Fault.class);
                assertThat(own.getSuppressed()).as(what).doesNotContain(own).hasSizeLessThanOrEqualTo(8);
                failed++;
            }
            for (int i = 0; i < 3; i++) {
                // Nobody is asked more often in one call than retries allow, plus the last resort's one.
                assertThat(bodies[i] - before[i]).as(what).isLessThanOrEqualTo(retry.attempts());
            }
            assertThat(world.route().calls().total()).as(what).isEqualTo(answered + failed);
            assertThat(world.route().callerFailures()).as(what).isEqualTo(failed);
            assertThat(world.engine.nodes())
                    .as(what)
                    .allSatisfy(n -> assertThat(n.inFlight()).isZero());
        }
        assertThat(world.engine.failures().last()).as("seed " + seed).isEmpty();
        assertThat(world.chain("a").served()
                        + world.chain("b").served()
                        + world.chain("c").served())
                .isLessThanOrEqualTo(answered);
    }

    private static void event(Random random, World world, FailureClass[] broken) {
        Operator operator = world.engine.operator();
        switch (random.nextInt(12)) {
            case 0, 1 -> broken[random.nextInt(3)] = KINDS[random.nextInt(KINDS.length)];
            case 2, 3, 4 -> broken[random.nextInt(3)] = null;
            case 5 -> world.pass(random.nextInt(15) + 1, TimeUnit.SECONDS);
            case 6 -> world.pass(100, TimeUnit.MILLISECONDS);
            case 7 -> failOver(operator, String.valueOf((char) ('a' + random.nextInt(3))), random.nextInt(20));
            case 8 -> operator.failBack("chat");
            case 9 -> {
                var nodes = world.engine.nodes();
                if (!nodes.isEmpty()) {
                    operator.drain(nodes.get(random.nextInt(nodes.size())).name(), random.nextBoolean());
                }
            }
            case 10 -> operator.enable("chat", String.valueOf((char) ('a' + random.nextInt(3))), random.nextBoolean());
            default -> {}
        }
    }

    private static void failOver(Operator operator, String chain, int seconds) {
        try {
            operator.failOver("chat", chain, TimeUnit.SECONDS.toNanos(seconds), "test");
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageContaining("may not run: ");
        }
    }

    @Test
    void manyThreadsLoseNoCallAndLeaveNothingBehind() throws InterruptedException {
        World world = new World(3, World.config(RetryConfig.NONE, "large", "small"));
        AtomicLong largeBodies = new AtomicLong();
        AtomicLong smallBodies = new AtomicLong();
        TestModel large = world.model("large", q -> {
            if (largeBodies.incrementAndGet() % 3 == 0) {
                throw new Fault(FailureClass.TOO_LARGE, "too large");
            }
            return "large";
        });
        TestModel small = world.model("small", q -> {
            smallBodies.incrementAndGet();
            return "small";
        });
        world.engine.tick();
        int threads = 100;
        int each = 2_000;
        AtomicLong wrong = new AtomicLong();
        AtomicLong fromSmall = new AtomicLong();
        AtomicReference<@Nullable Throwable> unexpected = new AtomicReference<>();
        CountDownLatch done = new CountDownLatch(threads);
        for (int t = 0; t < threads; t++) {
            new Thread(() -> {
                        try {
                            for (int i = 0; i < each; i++) {
                                Object answer = large.ask("q");
                                if ("small".equals(answer)) {
                                    fromSmall.incrementAndGet();
                                } else if (!"large".equals(answer)) {
                                    wrong.incrementAndGet();
                                }
                            }
                        } catch (Throwable e) {
                            unexpected.compareAndSet(null, e);
                            wrong.incrementAndGet();
                        } finally {
                            done.countDown();
                        }
                    })
                    .start();
        }
        assertThat(done.await(120, TimeUnit.SECONDS)).isTrue();
        long calls = (long) threads * each;
        assertThat(unexpected.get()).isNull();
        assertThat(wrong).hasValue(0);
        assertThat(world.route().calls().total()).isEqualTo(calls);
        assertThat(largeBodies).hasValue(calls);
        assertThat(small.asked()).as("held until here: nodes are weak").isPositive();
        assertThat(fromSmall.get()).isEqualTo(smallBodies.get()).isEqualTo(calls / 3);
        assertThat(world.route().failovers().sum()).isEqualTo(calls / 3);
        assertThat(world.chain("large").served()).isEqualTo(calls - calls / 3);
        assertThat(world.engine.nodes())
                .allSatisfy(n -> assertThat(n.inFlight()).isZero());
        assertThat(world.engine.failures().last()).isEmpty();
    }
}
