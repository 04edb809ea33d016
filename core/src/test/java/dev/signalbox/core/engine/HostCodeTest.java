package dev.signalbox.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.core.config.RetryConfig;
import dev.signalbox.core.site.FailureClass;
import dev.signalbox.core.testing.TestModel;
import dev.signalbox.core.testing.TestSite;
import dev.signalbox.core.testing.TestSite.Fault;
import dev.signalbox.core.testing.World;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the application's own code does when it is asked for names and differences holds up nobody. */
class HostCodeTest {
    /** Far beyond the engine's own bound: what takes longer hangs. */
    private static final long HANGS_SECONDS = 20;

    private static final TestModel.Behaviour FAILS = q -> {
        throw new Fault(FailureClass.TRANSIENT, "down");
    };

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch release = new CountDownLatch(1);
    private final CountDownLatch asking = new CountDownLatch(1);
    private final World world = new World(1, World.config(RetryConfig.NONE, "large", "small"));

    /** A site whose instances named {@code stuck} do not say so before they are released. */
    private final TestSite slow = new TestSite() {
        @Override
        public String nameOf(Object instance) {
            String name = super.nameOf(instance);
            if (name.equals("stuck")) {
                asking.countDown();
                awaitUninterrupted(release);
            }
            return name;
        }

        @Override
        public @Nullable String incompatible(Object primary, Object candidate) {
            if (super.nameOf(candidate).equals("stuck-comparison")) {
                asking.countDown();
                awaitUninterrupted(release);
            }
            return super.incompatible(primary, candidate);
        }
    };

    @AfterEach
    void end() throws InterruptedException {
        release.countDown();
        threads.shutdown();
        assertThat(threads.awaitTermination(HANGS_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            assertThat(latch.await(3 * HANGS_SECONDS, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private <T> T inTime(java.util.concurrent.Callable<T> work) throws Exception {
        Future<T> result = threads.submit(work);
        return result.get(HANGS_SECONDS, TimeUnit.SECONDS);
    }

    private static Object ask(TestModel model, Object question) throws Exception {
        try {
            return model.ask(question);
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable t) {
            throw new AssertionError(t);
        }
    }

    @Test
    void anotherInstanceThatDoesNotSayItsNameHoldsUpNoCallNoOperatorAndNoTick() throws Exception {
        world.executor = threads;
        TestModel stuck = new TestModel("stuck", world.engine.gate(), slow);
        TestModel large = new TestModel("large", world.engine.gate(), slow).does(FAILS);
        TestModel small = new TestModel("small", world.engine.gate(), slow);
        Future<?> tick = threads.submit(world.engine::tick);
        awaitUninterrupted(asking);
        tick.get(HANGS_SECONDS, TimeUnit.SECONDS);
        Object answer = inTime(() -> ask(large, "a"));
        assertThat(answer).as("routed although another instance is stuck").isEqualTo("small:a");
        assertThat(inTime(() -> world.engine.nodes().size())).isEqualTo(2);
        inTime(() -> {
            world.engine.operator().failOver("chat", "small", 0, "");
            world.engine.tick();
            return 1;
        });
        assertThat(inTime(() -> ask(large, "b"))).isEqualTo("small:b");
        assertThat(small.asked()).isEqualTo(2);
        assertThat(stuck.asked()).isZero();
    }

    @Test
    void aNameThatNeedsALockWhoseOwnerWaitsForTheCallEndsInNoDeadlock() throws Exception {
        world.executor = threads;
        ReentrantLock hosts = new ReentrantLock();
        TestSite locking = new TestSite() {
            @Override
            public String nameOf(Object instance) {
                hosts.lock();
                try {
                    return super.nameOf(instance);
                } finally {
                    hosts.unlock();
                }
            }
        };
        TestModel large = new TestModel("large", world.engine.gate(), locking);
        hosts.lock();
        try {
            assertThat(inTime(() -> ask(large, "a"))).isEqualTo("large:a");
        } finally {
            hosts.unlock();
        }
        assertThat(large.asked()).isEqualTo(1);
    }

    @Test
    void callsOnAnInstanceThatDoesNotSayItsNameAreLeftAloneAndAskedForOnce() throws Exception {
        AtomicInteger tasks = new AtomicInteger();
        world.executor = task -> {
            tasks.incrementAndGet();
            threads.execute(task);
        };
        TestModel stuck = new TestModel("stuck", world.engine.gate(), slow);
        assertThat(inTime(() -> ask(stuck, "a"))).isEqualTo("stuck:a");
        int before = tasks.get();
        world.time.advance(1, TimeUnit.SECONDS);
        for (int i = 0; i < 1_000; i++) {
            assertThat(inTime(() -> ask(stuck, "b"))).isEqualTo("stuck:b");
        }
        assertThat(tasks.get()).isEqualTo(before);
        assertThat(world.engine.advice()).anySatisfy(text -> assertThat(text).contains("has not returned"));
    }

    @Test
    void anInstanceThatSaysItsNameAfterAReloadIsWhatTheNewConfigSays() throws Exception {
        world.executor = threads;
        TestModel large = new TestModel("large", world.engine.gate(), slow).does(FAILS);
        TestModel stuck = new TestModel("stuck", world.engine.gate(), slow);
        assertThatThrownBy(() -> inTime(() -> ask(large, "a"))).hasRootCauseInstanceOf(Fault.class);
        inTime(() -> {
            world.engine.apply(World.config(RetryConfig.NONE, "large", "stuck"));
            return 1;
        });
        release.countDown();
        threads.shutdown();
        assertThat(threads.awaitTermination(HANGS_SECONDS, TimeUnit.SECONDS)).isTrue();
        world.executor = Runnable::run;
        world.engine.tick();
        assertThat(ask(large, "b")).isEqualTo("stuck:b");
        assertThat(stuck.asked()).isEqualTo(1);
    }

    @Test
    void aComparisonThatHangsLeavesThePrimaryRoutedAndTheAlternativeRefused() throws Exception {
        World odd = new World(1, World.config(RetryConfig.NONE, "large", "stuck-comparison", "small"));
        odd.executor = threads;
        TestModel large = new TestModel("large", odd.engine.gate(), slow).does(FAILS);
        TestModel hangs = new TestModel("stuck-comparison", odd.engine.gate(), slow);
        TestModel small = new TestModel("small", odd.engine.gate(), slow);
        try {
            inTime(() -> ask(large, "a"));
        } catch (Exception firstCallMayMeetIt) {
            assertThat(firstCallMayMeetIt).hasRootCauseInstanceOf(Fault.class);
        }
        odd.time.advance(1, TimeUnit.SECONDS);
        inTime(() -> {
            odd.engine.tick();
            return 1;
        });
        assertThat(odd.route().plan().refused())
                .anySatisfy(r -> assertThat(r.reason()).contains("not been compared"));
        assertThat(hangs.asked()).isZero();
        assertThat(small).isNotNull();
    }

    @Test
    void anErrorOfTheHostsNamingCodeIsCountedOncePerInstanceAndStopsNothing() throws Throwable {
        AtomicInteger asked = new AtomicInteger();
        TestSite todo = new TestSite() {
            @Override
            public String nameOf(Object instance) {
                asked.incrementAndGet();
                throw new Error("not implemented");
            }
        };
        TestModel broken = new TestModel("broken", world.engine.gate(), todo);
        TestModel large = world.model("large", FAILS);
        TestModel small = world.model("small", null);
        world.engine.tick();
        assertThat(large.ask("a")).isEqualTo("small:a");
        for (int i = 0; i < 10; i++) {
            assertThat(broken.ask("b")).isEqualTo("broken:b");
            world.engine.tick();
        }
        assertThat(asked).hasValue(1);
        assertThat(world.engine.failures().count()).isEqualTo(1);
        assertThat(world.engine.instances().find(broken).binding().note()).contains("not implemented");
        world.engine.apply(World.config(RetryConfig.NONE, "large", "small", "third"));
        assertThat(world.engine.config().models()).containsKey("third");
        assertThat(asked).as("a reload asks again").hasValue(2);
        assertThat(large.ask("a")).isEqualTo("small:a");
        assertThat(small.asked()).isEqualTo(2);
    }

    @Test
    void anErrorOfAFactoryIsToldAndTheFactoryIsNotCalledAgain() throws Throwable {
        World factory = new World(1, World.config(World.model("large"), World.made("made")));
        factory.factoryBody = () -> {
            throw new StackOverflowError("recursive factory");
        };
        TestModel large = factory.model("large", null);
        factory.pass(1, TimeUnit.SECONDS);
        assertThat(factory.created).isEqualTo(1);
        assertThat(factory.engine.advice()).anySatisfy(t -> assertThat(t).contains("recursive factory"));
        assertThat(factory.node("large#0").monitor().health().reason()).contains("no calls in the last 10 s");
        assertThat(large.ask("a")).isEqualTo("large:a");
    }

    @Test
    void aStepOfTheTickThatFailsKeepsNoOtherFromItsTurn() throws Throwable {
        TestModel large = world.model("large", null);
        TestModel small = world.model("small", null);
        large.ask("a");
        world.executor = task -> {
            throw new Error("no thread to be had");
        };
        TestModel later = world.model("later", null);
        world.engine.operator().failOver("chat", "small", TimeUnit.SECONDS.toNanos(1), "");
        world.pass(2, TimeUnit.SECONDS);
        assertThat(world.route().forced()).isNull();
        assertThat(world.engine.failures().count()).isPositive();
        assertThat(later.ask("x")).isEqualTo("later:x");
        assertThat(small.asked()).isZero();
    }

    @Test
    void whoHearsOfAnEventHoldsNoLockOfOurs() throws Throwable {
        TestModel large = world.model("large", null);
        TestModel small = world.model("small", null);
        large.ask("a");
        AtomicInteger heard = new AtomicInteger();
        world.engine.events().subscribe(event -> {
            try {
                heard.addAndGet(inTime(() -> world.engine.nodes().size()));
            } catch (Exception e) {
                throw new AssertionError("the lock is held", e);
            }
        });
        world.engine.operator().failOver("chat", "small", TimeUnit.SECONDS.toNanos(1), "");
        assertThat(heard)
                .as("two nodes seen by each of: the command, the failover")
                .hasValue(4);
        world.pass(2, TimeUnit.SECONDS);
        assertThat(heard).as("and by each of: its end, the failback").hasValue(8);
        assertThat(small.asked()).isZero();
    }

    @Test
    void aFactoryThatTakesLongHoldsUpNoTickAndIsCalledOnce() throws Throwable {
        World slowly = new World(1, World.config(World.model("large"), World.made("made")));
        slowly.executor = threads;
        TestModel large = slowly.model("large", FAILS);
        slowly.factoryBody = () -> {
            TestModel made = slowly.model("anything", q -> "made:" + q);
            asking.countDown();
            awaitUninterrupted(release);
            return made;
        };
        assertThatThrownBy(() -> inTime(() -> ask(large, "a"))).hasRootCauseInstanceOf(Fault.class);
        inTime(() -> {
            slowly.pass(1, TimeUnit.SECONDS);
            return 1;
        });
        awaitUninterrupted(asking);
        inTime(() -> {
            slowly.pass(2, TimeUnit.SECONDS);
            return 1;
        });
        assertThat(slowly.created).isEqualTo(1);
        assertThat(slowly.route().plan().refused())
                .anySatisfy(r -> assertThat(r.reason()).contains("being made"));
        slowly.executor = Runnable::run;
        release.countDown();
        threads.shutdown();
        assertThat(threads.awaitTermination(HANGS_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(large.ask("b")).isEqualTo("made:b");
    }
}
