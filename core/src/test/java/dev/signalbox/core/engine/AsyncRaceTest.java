package dev.signalbox.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.core.config.RetryConfig;
import dev.signalbox.core.model.Node;
import dev.signalbox.core.site.AsyncAttempts;
import dev.signalbox.core.site.AsyncCall;
import dev.signalbox.core.site.AsyncCalls;
import dev.signalbox.core.site.Attempt;
import dev.signalbox.core.site.FailureClass;
import dev.signalbox.core.testing.TestSite.Fault;
import dev.signalbox.core.testing.TestStream;
import dev.signalbox.core.testing.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Threads that tell different things of one attempt at the same time: one of them is heard. */
class AsyncRaceTest {
    private static final int ROUNDS = 3_000;

    /** The adapter hands each attempt out, as a library does that tells of it on threads of its own. */
    private static final class Site extends TestStream.Site {
        final Queue<Attempt> made = new ConcurrentLinkedQueue<>();
        final AtomicInteger told = new AtomicInteger();
        volatile @Nullable AsyncCall call;

        @Override
        public @Nullable Object open(int method, Object self, @Nullable Object[] args, AsyncCalls calls) {
            call = calls.begin(new AsyncAttempts() {
                @Override
                public void attempt(Object target, @Nullable Object[] given, Attempt attempt) {
                    made.add(attempt);
                }

                @Override
                public void failed(Throwable failure, boolean thrown) {
                    told.incrementAndGet();
                }
            });
            return null;
        }
    }

    @Test
    void oneOutcomeOfManyAtTheSameTimeIsHeardAndNothingIsLeft() throws Exception {
        World world = new World(5, World.config(RetryConfig.NONE, "large", "small"));
        Site site = new Site();
        TestStream large = new TestStream("large", world.engine.gate(), site);
        TestStream small = new TestStream("small", world.engine.gate(), site);
        ExecutorService pool = Executors.newFixedThreadPool(3);
        CyclicBarrier together = new CyclicBarrier(3);
        long answered = 0;
        long cancelled = 0;
        long failedOver = 0;
        try {
            for (int round = 0; round < ROUNDS; round++) {
                site.made.clear();
                site.told.set(0);
                long callsBefore = world.route().calls().total();
                world.engine.gate().enterAsync(site, 0, large, round, null, null, null, null, null);
                Attempt first = site.made.remove();
                AsyncCall call = site.call;
                assertThat(call).isNotNull();
                List<Runnable> acts = new ArrayList<>(List.of(
                        () -> first.succeeded("all"),
                        call::cancelled,
                        // TOO_LARGE blames nobody: the breakers stay closed
                        () -> first.failed(new Fault(FailureClass.TOO_LARGE, "down"))));
                acts.add(acts.remove(round % 3));
                List<Future<?>> done = new ArrayList<>();
                for (Runnable act : acts) {
                    done.add(pool.submit(() -> {
                        together.await(10, TimeUnit.SECONDS);
                        act.run();
                        return null;
                    }));
                }
                for (Future<?> each : done) {
                    each.get(10, TimeUnit.SECONDS);
                }
                Attempt second = site.made.poll();
                assertThat(site.made).as("round %s", round).isEmpty();
                if (second != null) {
                    // The call may have been given up while it failed over; then this is late.
                    second.succeeded("all");
                    failedOver++;
                }
                long calls = world.route().calls().total() - callsBefore;
                assertThat(calls).as("round %s", round).isLessThan(2);
                assertThat(site.told.get()).as("round %s", round).isLessThan(2);
                answered += calls;
                cancelled += 1 - calls;
                for (Node node : world.engine.nodes()) {
                    assertThat(node.inFlight())
                            .as("round %s, %s", round, node.name())
                            .isZero();
                }
                assertThat(world.node("large#0").meter().total())
                        .as("round %s: each attempt has one outcome", round)
                        .isEqualTo(round + 1);
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(answered + cancelled).isEqualTo(ROUNDS);
        assertThat(answered).isPositive();
        assertThat(failedOver).as("nodes are weak: held until here").isLessThanOrEqualTo(ROUNDS);
        assertThat(large.requests).isEmpty();
        assertThat(small.requests).isEmpty();
        assertThat(world.engine.failures().last()).isEmpty();
    }
}
