package dev.signalbox.core.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many threads at one budget while ticks and changes of its limit go on. */
class TokenBudgetThreadsTest {
    private static final int ALL = 1000;
    private static final int THREADS = 8;
    private static final long LENDS_FROM = 1_000_000;
    private static final long SECOND = 1_000_000_000;

    /** At a time that stands still, a budget that does not lend and one that does. */
    @ParameterizedTest
    @CsvSource({"100000,3", "1000000,3", "10000000,7"})
    void allThreadsTogetherTakeWhatItHoldsAndNoMore(long limit, int tokens) throws Exception {
        for (int round = 0; round < 20; round++) {
            TokenBudget budget = new TokenBudget();
            budget.setLimit(Bandwidth.SECOND, limit, 0);
            budget.setLimit(Bandwidth.DAY, 2 * limit, 0);
            LongAdder used = new LongAdder();
            AtomicBoolean over = new AtomicBoolean();
            Future<?>[] ticks = new Future<?>[1];
            inThreads(
                    thread -> {
                        Random random = new Random(thread);
                        while (budget.tryReserve(thread, tokens, ALL, 0)) {
                            int unused = random.nextInt(tokens + 1);
                            budget.settle(thread, tokens, tokens - unused, 0);
                            used.add(tokens - unused);
                        }
                    },
                    () -> {
                        while (!over.get()) {
                            budget.recover(0);
                            budget.setLimit(Bandwidth.MINUTE, 3 * limit, 0);
                        }
                    },
                    over,
                    ticks);
            // Threads that were refused while others held what they gave back later leave some.
            while (budget.tryReserve(0, 1, ALL, 0)) {
                used.add(1);
            }
            // What was lent while the bucket was full would be refilled in no time, but it stands still.
            long mayMiss = limit < LENDS_FROM ? 0 : 66 * (limit / 4096);
            assertThat(used.sum()).isBetween(limit - mayMiss, limit);
            assertThat(budget.available(Bandwidth.SECOND, 0)).isZero();
            assertThat(budget.available(Bandwidth.DAY, 0)).isBetween(limit - mayMiss, limit);
        }
    }

    /** Each thread's clock goes on; what is admitted by the end is within what was there and what was refilled. */
    @Test
    void overTimeNoMoreIsTakenThanItHeldAndWasRefilled() throws Exception {
        long limit = 10_000_000;
        TokenBudget budget = new TokenBudget();
        budget.setLimit(Bandwidth.SECOND, limit, 0);
        LongAdder used = new LongAdder();
        AtomicBoolean over = new AtomicBoolean();
        inThreads(
                thread -> {
                    for (long now = 0; now <= SECOND; now += 1000) {
                        if (budget.tryReserve(thread, 5, ALL, now)) {
                            budget.settle(thread, 5, 4, now);
                            used.add(4);
                        }
                    }
                },
                () -> {
                    while (!over.get()) {
                        budget.setLimit(Bandwidth.DAY, TokenBudget.MOST, 0);
                    }
                },
                over,
                new Future<?>[1]);
        assertThat(used.sum()).isBetween(1L, 2 * limit);
        assertThat(used.sum() + budget.available(Bandwidth.SECOND, SECOND)).isLessThanOrEqualTo(2 * limit);
    }

    @Test
    void reservingAndSettlingAllocatesNothing() {
        TokenBudget exact = new TokenBudget();
        exact.setLimit(Bandwidth.SECOND, 1_000_000, 0);
        exact.setLimit(Bandwidth.DAY, 1_000_000_000, 0);
        TokenBudget lending = new TokenBudget();
        lending.setLimit(Bandwidth.MINUTE, TokenBudget.MOST, 0);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = 0;
        for (int round = 0; round < 2; round++) {
            before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 200_000; i++) {
                exact.tryReserve(1, 100, ALL, i);
                exact.settle(1, 100, 90, i);
                lending.tryReserve(1, 1000, ALL, i);
                lending.settle(1, 1000, 700, i);
            }
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000);
    }

    private interface Work {
        void run(int thread);
    }

    private static void inThreads(Work work, Runnable beside, AtomicBoolean over, Future<?>[] ticks) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(THREADS + 1);
        try {
            ticks[0] = executor.submit(beside);
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int thread = i * 9;
                all.add(executor.submit(() -> work.run(thread)));
            }
            for (Future<?> one : all) {
                one.get();
            }
            over.set(true);
            ticks[0].get();
        } finally {
            over.set(true);
            executor.shutdownNow();
        }
    }
}
