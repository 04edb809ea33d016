package dev.signalbox.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.core.config.DeadlineConfig.Interrupts;
import dev.signalbox.core.config.Replay;
import dev.signalbox.core.config.RetryConfig;
import dev.signalbox.core.model.Node;
import dev.signalbox.core.site.CancellableCall;
import dev.signalbox.core.site.FailureClass;
import dev.signalbox.core.testing.TestModel;
import dev.signalbox.core.testing.TestSite.Fault;
import dev.signalbox.core.testing.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A deadline of 1 s, in virtual time: a model that hangs moves the clock, and the watchdog takes its turns meanwhile. */
class DeadlineTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private World world = limited(Interrupts.ALWAYS, RetryConfig.NONE, "large", "small");
    private TestModel large = world.model("large", null);
    private TestModel small = world.model("small", null);

    private static World limited(Interrupts interrupts, RetryConfig retry, String... models) {
        return new World(1, World.limited(SECOND, interrupts, retry, models));
    }

    private void rebuild(Interrupts interrupts, RetryConfig retry, String... models) {
        world = limited(interrupts, retry, models);
        large = world.model("large", null);
        small = world.model("small", null);
    }

    /** Hangs until an interrupt comes, at most a minute; gives how long it took, in milliseconds. */
    private long hang() {
        for (int millis = 0; millis < 60_000; millis++) {
            world.watch();
            if (Thread.currentThread().isInterrupted()) {
                return millis;
            }
            world.time.advance(1, TimeUnit.MILLISECONDS);
        }
        return 60_000;
    }

    private TestModel.Behaviour hangs() {
        return q -> {
            hang();
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            return "late";
        };
    }

    private long timed(TestModel model) {
        long from = world.time.nanoTime();
        try {
            Object unused = model.ask("q");
        } catch (Throwable expected) {
            // what it throws is another test's matter
        }
        return TimeUnit.NANOSECONDS.toMillis(world.time.nanoTime() - from);
    }

    private long timeouts(String node) {
        return world.node(node).meter().counts()[Node.outcome(FailureClass.TIMEOUT)];
    }

    @AfterEach
    void nothingIsLeftBehind() {
        assertThat(Thread.interrupted()).isFalse();
        assertThat(world.engine.failures().last()).isEmpty();
        for (var node : world.engine.nodes()) {
            assertThat(node.inFlight()).as(node.name()).isZero();
        }
        assertThat(large.name() + small.name()).as("nodes are weak").isEqualTo("largesmall");
    }

    @Test
    void aModelThatHangsHasHalfOfTheTimeWhereOneOtherIsLeft() throws Throwable {
        large.does(hangs());
        long from = world.time.nanoTime();
        assertThat(large.ask("a")).isEqualTo("small:a");
        assertThat(world.time.nanoTime() - from).isEqualTo(TimeUnit.MILLISECONDS.toNanos(500));
        assertThat(timeouts("large#0")).isEqualTo(1);
        assertThat(world.route().cutAttempts().sum()).isEqualTo(1);
        assertThat(world.route().missedDeadlines().sum()).isZero();
        assertThat(world.route().failovers().sum()).isEqualTo(1);
        assertThat(large.asked()).isEqualTo(1);
    }

    @Test
    void aModelThatAnswersInTimeIsNotTouched() throws Throwable {
        large.does(q -> {
            world.time.advance(499, TimeUnit.MILLISECONDS);
            world.watch();
            return Thread.currentThread().isInterrupted() ? "interrupted" : "in time";
        });
        assertThat(large.ask("a")).isEqualTo("in time");
        world.time.advance(10, TimeUnit.SECONDS);
        world.watch();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(world.route().cutAttempts().sum()).isZero();
    }

    @Test
    void whereAllHangTheCallerIsToldSoAtTheDeadline() {
        large.does(hangs());
        small.does(hangs());
        assertThatThrownBy(() -> large.ask("a"))
                .isInstanceOf(CompletionException.class)
                .hasMessage("large#0 had not answered after 500 ms; route 'chat' gives a call 1000 ms")
                .hasCauseInstanceOf(TimeoutException.class)
                .hasRootCauseInstanceOf(InterruptedException.class)
                .satisfies(t -> assertThat(t.getSuppressed()).hasSize(1));
        assertThat(timed(large)).isEqualTo(1_000);
        assertThat(timeouts("small#0")).isEqualTo(2);
        assertThat(world.route().missedDeadlines().sum()).isEqualTo(2);
        assertThat(world.route().callerFailures()).isEqualTo(2);
    }

    @Test
    void aFailureBeforeTheDeadlineIsTheOneTheCallerSees() {
        large.does(q -> {
            world.time.advance(10, TimeUnit.MILLISECONDS);
            throw new Fault(FailureClass.OVERLOAD, "busy");
        });
        small.does(hangs());
        long from = world.time.nanoTime();
        assertThatThrownBy(() -> large.ask("a"))
                .isInstanceOf(Fault.class)
                .hasMessage("busy")
                .satisfies(t -> assertThat(t.getSuppressed()).hasSize(1));
        assertThat(world.time.nanoTime() - from).isEqualTo(TimeUnit.SECONDS.toNanos(1));
    }

    @Test
    void whatAnInterruptedModelReturnsIsNotTrusted() throws Throwable {
        large.does(q -> {
            hang();
            return "half an answer"; // and the flag stays set
        });
        assertThat(large.ask("a")).isEqualTo("small:a");
        assertThat(world.site.discarded).containsExactly("half an answer");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void aLibraryThatTriesAgainIsInterruptedAgain() throws Throwable {
        List<Long> tries = new ArrayList<>();
        large.does(q -> {
            for (int i = 0; i < 3; i++) {
                tries.add(hang());
                Thread.interrupted();
            }
            throw new IllegalStateException("three tries");
        });
        assertThat(large.ask("a")).isEqualTo("small:a");
        assertThat(tries).containsExactly(500L, 10L, 20L);
    }

    @Test
    void theHostsInterruptBeforeOursSurvives() {
        large.does(q -> {
            Thread.currentThread().interrupt();
            world.time.advance(5, TimeUnit.SECONDS);
            world.watch();
            throw new Fault(FailureClass.TRANSIENT, "interrupted");
        });
        assertThatThrownBy(() -> large.ask("a")).isInstanceOf(Fault.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(world.route().cutAttempts().sum()).isZero();
        assertThat(small.asked()).isZero();
    }

    @Test
    void theHostsInterruptAfterOursSurvivesWhereOursWasTaken() {
        large.does(q -> {
            hang();
            Thread.interrupted();
            Thread.currentThread().interrupt(); // the host's, meanwhile
            throw new InterruptedException();
        });
        assertThatThrownBy(() -> large.ask("a")).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(small.asked()).as("the caller gave the call up").isZero();
    }

    @Test
    void withoutAMeansTheDeadlineHoldsBetweenAttempts() {
        rebuild(Interrupts.WHERE_SAFE, new RetryConfig(3, Duration.ofMillis(1), 1), "large", "small");
        large.does(q -> {
            hang();
            throw new Fault(FailureClass.TRANSIENT, "at last");
        });
        assertThatThrownBy(() -> large.ask("a")).hasMessage("at last");
        assertThat(large.asked()).isEqualTo(1);
        assertThat(small.asked()).isZero();
        assertThat(world.route().missedDeadlines().sum()).isEqualTo(1);
        assertThat(world.route().cutAttempts().sum()).isZero();
    }

    @Test
    void anAnswerThatComesLateAllTheSameIsGiven() throws Throwable {
        rebuild(Interrupts.NEVER, RetryConfig.NONE, "large", "small");
        world.site.interruptible();
        large.does(q -> {
            hang();
            return "late";
        });
        assertThat(large.ask("a")).isEqualTo("late");
        assertThat(world.route().missedDeadlines().sum()).isEqualTo(1);
    }

    @Test
    void aSiteThatDeclaresItIsInterrupted() throws Throwable {
        rebuild(Interrupts.WHERE_SAFE, RetryConfig.NONE, "large", "small");
        world.site.interruptible();
        large.does(hangs());
        assertThat(large.ask("a")).isEqualTo("small:a");
    }

    @Test
    void noPauseLastsBeyondTheDeadline() {
        rebuild(Interrupts.ALWAYS, new RetryConfig(10, Duration.ofMinutes(1), 1), "large", "small");
        large.does(q -> {
            throw new Fault(FailureClass.TRANSIENT, "down");
        });
        small.does(q -> {
            throw new Fault(FailureClass.TRANSIENT, "down too");
        });
        for (int i = 0; i < 20; i++) {
            assertThat(timed(large)).isLessThan(1_000);
        }
        assertThat(small.asked()).isPositive();
    }

    @Test
    void aCallThatMustNotBeRepeatedHasAllTheTime() {
        world.site.replay(Replay.NONE);
        large.does(hangs());
        assertThat(timed(large)).isEqualTo(1_000);
        assertThat(small.asked()).isZero();
    }

    @Test
    void aLastResortIsCutToo() {
        large.does(hangs());
        small.does(hangs());
        for (int i = 0; i < 5; i++) {
            timed(large);
        }
        assertThat(world.node("large#0").breaker().isClosed()).isFalse();
        assertThat(world.node("small#0").breaker().isClosed()).isFalse();
        assertThat(timed(large)).isEqualTo(1_000);
        assertThat(world.route().lastResorts().sum()).isEqualTo(1);
        assertThat(large.asked()).isEqualTo(6);
    }

    @Test
    void whoeverIsLeftHardlyAnyTimeIsNotBlamed() {
        rebuild(Interrupts.WHERE_SAFE, RetryConfig.NONE, "large", "small");
        large.does(q -> {
            world.time.advance(990, TimeUnit.MILLISECONDS);
            world.site.interruptible();
            throw new Fault(FailureClass.TRANSIENT, "slow and bad");
        });
        small.does(hangs());
        assertThat(timed(large)).isEqualTo(1_000);
        assertThat(timeouts("small#0")).isZero();
        assertThat(world.node("small#0").failures()).isZero();
    }

    /** The library's own way to end a call. */
    private class Means implements CancellableCall {
        private final List<String> told;
        private final boolean answers;
        private boolean ended;

        Means(List<String> told, boolean answers) {
            this.told = told;
            this.answers = answers;
        }

        @Override
        public @Nullable Object invoke(
                int method,
                Object target,
                @Nullable Object a0,
                @Nullable Object a1,
                @Nullable Object a2,
                @Nullable Object a3,
                @Nullable Object a4,
                @Nullable Object a5)
                throws Throwable {
            if (target == small) {
                return small.ask(a0);
            }
            for (int millis = 0; !ended && millis < 60_000; millis++) {
                world.time.advance(1, TimeUnit.MILLISECONDS);
                world.watch();
            }
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            if (!answers) {
                throw new Fault(FailureClass.CALLER, "terminated");
            }
            return "whole";
        }

        @Override
        public void cancel() {
            told.add("cancel");
            ended = true;
        }

        @Override
        public void close() {
            told.add("close");
        }
    }

    @Test
    void theLibrarysOwnMeansIsUsedOnceAndGivenBack() throws Throwable {
        List<String> told = new ArrayList<>();
        world.site.cancelling(() -> new Means(told, false));
        assertThat(large.ask("a")).isEqualTo("small:a");
        assertThat(told).containsExactly("cancel", "close", "close");
        assertThat(timeouts("large#0")).isEqualTo(1);
    }

    @Test
    void whatTheLibraryAnswersAlthoughItWasToEndIsWhole() throws Throwable {
        List<String> told = new ArrayList<>();
        world.site.cancelling(() -> new Means(told, true));
        assertThat(large.ask("a")).isEqualTo("whole");
        assertThat(world.site.discarded).isEmpty();
        assertThat(world.route().cutAttempts().sum()).isZero();
    }

    @Test
    void whatEndsACallIsGivenBackOnlyOnceItIsNotUnderWay() throws Throwable {
        CountDownLatch ending = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        AtomicBoolean early = new AtomicBoolean();
        Thread watchdog = new Thread(world::watch);
        world.site.cancelling(() -> new Means(new ArrayList<>(), true) {
            @Override
            public @Nullable Object invoke(
                    int method,
                    Object target,
                    @Nullable Object a0,
                    @Nullable Object a1,
                    @Nullable Object a2,
                    @Nullable Object a3,
                    @Nullable Object a4,
                    @Nullable Object a5)
                    throws Throwable {
                world.time.advance(1, TimeUnit.SECONDS);
                watchdog.start();
                assertThat(ending.await(10, TimeUnit.SECONDS)).isTrue();
                return "whole";
            }

            @Override
            public void cancel() {
                ending.countDown();
                try {
                    early.set(closed.await(200, TimeUnit.MILLISECONDS));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }

            @Override
            public void close() {
                closed.countDown();
            }
        });
        assertThat(large.ask("a")).isEqualTo("whole");
        watchdog.join(10_000);
        assertThat(closed.getCount()).isZero();
        assertThat(early).as("given back while it was under way").isFalse();
    }
}
