package dev.signalbox.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.core.admission.Level;
import dev.signalbox.core.admission.Limit;
import dev.signalbox.core.admission.Resource;
import dev.signalbox.core.config.SignalboxConfig;
import dev.signalbox.core.site.FailureClass;
import dev.signalbox.core.testing.Configs;
import dev.signalbox.core.testing.TestModel;
import dev.signalbox.core.testing.TestSite.Fault;
import dev.signalbox.core.testing.TestStream;
import dev.signalbox.core.testing.TestStream.Listener;
import dev.signalbox.core.testing.TestStream.Teller;
import dev.signalbox.core.testing.World;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/**
 * Seeded lives of routes whose levels are all limited, with failures, retries, failovers, operators' limits, reloads and dropped
 * streams: what calls hold never exceeds a limit that stood still, and nothing is held once no call is under way.
 */
class AdmissionLifeTest {
    private static final FailureClass[] KINDS = {
        FailureClass.TRANSIENT,
        FailureClass.OVERLOAD,
        FailureClass.UNAVAILABLE,
        FailureClass.TOO_LARGE,
        FailureClass.CALLER,
        FailureClass.CANCELLED
    };

    private static SignalboxConfig config(int calls, String wait) {
        return Configs.of(
                "models:",
                "  a: { match: { library: test, name: a }, limits: { concurrency: " + calls
                        + ", concurrency-per-node: 3, tokens-per-minute: 60000 }, cost: { memory: 2MB, cpu: 0.5, tokens: 100 } }",
                "  b: { match: { library: test, name: b }, limits: { concurrency: 3 }, cost: { memory: 1MB, cpu: 0.25 } }",
                "routes:",
                "  chat: { call-sites: [ask], primary: a, alternatives: [b], retry: { attempts: 2, backoff: 1ms },"
                        + " limits: { concurrency: 8, memory: 12MB }" + wait + " }",
                "allocation: { memory: 10MB, cpu: 50%, tokens-per-second: 100000, overload: false }");
    }

    private static void assertNothingIsHeld(World world, String when) {
        for (Level level : world.engine.levels()) {
            for (Resource resource : Resource.values()) {
                if (resource != Resource.TOKENS) {
                    assertThat(level.held(resource))
                            .as("%s of %s %s", resource, level.name(), when)
                            .isZero();
                }
            }
        }
        assertThat(world.engine.failures().last()).as(when).isEmpty();
    }

    private static void assertWithinLimits(World world, String when) {
        for (Level level : world.engine.levels()) {
            for (Limit limit : Limit.values()) {
                if (limit.resource() != Resource.TOKENS) {
                    assertThat(level.held(limit.resource()))
                            .as("%s of %s %s", limit, level.name(), when)
                            .isBetween(0L, limit.of(level));
                }
            }
        }
    }

    @Test
    void streamsGiveBackWhatTheyHoldHoweverTheyEnd() {
        long seeds = Long.getLong("signalbox.seeds", 300);
        for (long seed = 0; seed < seeds; seed++) {
            streams(seed);
        }
    }

    /** Streams are many at a time on one thread: what is held at each moment can be checked. */
    private static void streams(long seed) {
        Random random = new Random(seed);
        World world = new World(seed, config(4, ""));
        TestStream.Site site = new TestStream.Site();
        TestStream a = new TestStream("a", world.engine.gate(), site);
        TestStream b = new TestStream("b", world.engine.gate(), site);
        List<Teller> open = new ArrayList<>();
        a.does(request -> open.add(request.teller()));
        b.does(request -> open.add(request.teller()));
        List<Listener> listeners = new ArrayList<>();
        for (int step = 0; step < 60; step++) {
            String when = "in step " + step + " of seed " + seed;
            int choice = random.nextInt(10);
            if (choice < 4) {
                Listener listener = new Listener();
                listeners.add(listener);
                try {
                    a.ask("q" + step, listener);
                } catch (RejectedExecutionException full) {
                    assertThat(full).hasMessageContaining("route 'chat'");
                }
            } else if (choice < 8 && !open.isEmpty()) {
                Teller teller = open.remove(random.nextInt(open.size()));
                if (random.nextBoolean()) {
                    teller.done("all");
                } else {
                    teller.failed(new Fault(KINDS[random.nextInt(KINDS.length)], "down"));
                }
            } else if (choice == 8 && !listeners.isEmpty()) {
                listeners.remove(random.nextInt(listeners.size())).cancel();
            } else {
                world.pass(100, TimeUnit.MILLISECONDS);
            }
            assertWithinLimits(world, when);
        }
        while (!open.isEmpty()) {
            open.remove(0).done("all");
        }
        listeners.forEach(Listener::cancel);
        assertNothingIsHeld(world, "at the end of seed " + seed);
        assertThat(a).isNotNull();
        assertThat(b).isNotNull();
    }

    @Test
    void manyThreadsUnderEveryLimitLeaveNothingBehind() throws InterruptedException {
        for (String wait : List.of("", ", wait: { for: 50ms, max: 4 }")) {
            threads(wait);
        }
    }

    private static void threads(String wait) throws InterruptedException {
        World world = new World(7, config(3, wait));
        TestModel a = world.model("a", q -> {
            if (q instanceof Integer n && n % 5 == 0) {
                throw new Fault(KINDS[n % KINDS.length], "down");
            }
            return q;
        });
        TestModel b = world.model("b", q -> q);
        AtomicReference<Throwable> wrong = new AtomicReference<>();
        CountDownLatch done = new CountDownLatch(8);
        for (int t = 0; t < 8; t++) {
            int first = t * 1000;
            new Thread(() -> {
                        for (int i = 0; i < 1000; i++) {
                            try {
                                a.ask(first + i);
                            } catch (RejectedExecutionException | Fault expected) {
                                // the caller is told
                            } catch (Throwable thrown) {
                                wrong.compareAndSet(null, thrown);
                            }
                        }
                        done.countDown();
                    })
                    .start();
        }
        while (!done.await(1, TimeUnit.MILLISECONDS)) {
            world.engine.tick();
            assertWithinLimits(world, "while threads call");
        }
        assertThat(wrong.get()).isNull();
        assertNothingIsHeld(world, "after all calls");
        assertThat(b.name()).isEqualTo("b");
    }

    @Test
    void operatorsAndReloadsAmongManyThreadsLeaveNothingBehind() throws InterruptedException {
        for (int seed = 0; seed < Integer.getInteger("signalbox.storms", 3); seed++) {
            storm(seed);
        }
    }

    /** Everything that an operator may change is changed while calls run, wait, fail and go elsewhere. */
    private static void storm(int seed) throws InterruptedException {
        String wait = ", wait: { for: 50ms, max: 4 }";
        Random random = new Random(seed);
        World world = new World(seed, config(3, wait));
        TestModel a = world.model("a", q -> {
            if (q instanceof Integer n && n % 5 == 0) {
                throw new Fault(KINDS[n % KINDS.length], "down");
            }
            return q;
        });
        TestModel b = world.model("b", q -> q);
        Set<Level> levels = new HashSet<>();
        AtomicReference<Throwable> wrong = new AtomicReference<>();
        CountDownLatch done = new CountDownLatch(8);
        for (int t = 0; t < 8; t++) {
            int first = t * 1000;
            new Thread(() -> {
                        for (int i = 0; i < 1000; i++) {
                            try {
                                a.ask(i % 7 == 0 ? "untranslatable" : first + i);
                            } catch (RejectedExecutionException | Fault expected) {
                                // the caller is told
                            } catch (Throwable thrown) {
                                wrong.compareAndSet(null, thrown);
                            }
                        }
                        done.countDown();
                    })
                    .start();
        }
        for (int step = 0; !done.await(1, TimeUnit.MILLISECONDS); step++) {
            disturb(world, random, step, wait);
            world.engine.tick();
            levels.addAll(world.engine.levels()); // a reload replaces some
        }
        assertThat(wrong.get()).as("seed %s", seed).isNull();
        assertNothingIsHeld(world, "after all calls of seed " + seed);
        assertThat(levels).allMatch(level -> level.held(Resource.CONCURRENCY) == 0 && level.held(Resource.MEMORY) == 0);
        assertThat(b.name()).isEqualTo("b");
    }

    private static void disturb(World world, Random random, int step, String wait) {
        Operator operator = world.engine.operator("t");
        switch (random.nextInt(6)) {
            case 0 -> operator.limit("model a", Limit.CONCURRENCY, random.nextInt(5));
            case 1 -> operator.limit("jvm", Limit.MEMORY, random.nextBoolean() ? Double.NaN : random.nextInt(12));
            case 2 -> operator.enable("chat", random.nextBoolean() ? "a" : "b", random.nextBoolean());
            case 3 -> operator.limit("model b", Limit.CONCURRENCY, random.nextBoolean() ? Double.NaN : 1);
            case 4 -> world.engine.apply(config(2 + step % 3, random.nextBoolean() ? wait : ""));
            default ->
                operator.limit(
                        "route chat", Limit.TOKENS_PER_SECOND, random.nextBoolean() ? Double.NaN : 1000 * (step % 9));
        }
    }
}
