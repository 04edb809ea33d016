package dev.signalbox.core.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.core.time.SystemTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rooms under real threads and the real clock. */
@Timeout(60)
class WaitersThreadsTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final int LIMIT = 3;

    private final Waiters waiters = new Waiters(SystemTime.INSTANCE, SystemTime.INSTANCE);
    private final AtomicInteger room = new AtomicInteger();
    private final AtomicInteger mostHeld = new AtomicInteger();

    private boolean take(int limit) {
        int held = room.get();
        while (held < limit) {
            if (room.compareAndSet(held, held + 1)) {
                mostHeld.accumulateAndGet(held + 1, Math::max);
                return true;
            }
            held = room.get();
        }
        return false;
    }

    private final class Call extends Waiter {
        private final int limit;

        Call(int limit) {
            this.limit = limit;
        }

        @Override
        protected boolean tryAdmit(long now) {
            return take(limit);
        }
    }

    private WaitOutcome call(WaitRoom in, int rank) {
        long now = SystemTime.INSTANCE.nanoTime();
        if (!in.mustLineUp(rank, now) && take(LIMIT)) {
            in.admittedWithoutWait();
            return WaitOutcome.GRANTED;
        }
        return in.await(new Call(LIMIT), rank, now, Long.MAX_VALUE);
    }

    private void end() {
        room.decrementAndGet();
        waiters.freed();
    }

    @Test
    void nothingIsLostAmongManyThreads() throws Exception {
        List<WaitRoom> rooms = List.of(waiters.room("a", SECOND / 50, 4), waiters.room("b", 20 * SECOND, 100));
        int threads = 24;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<Future<Map<WaitOutcome, Integer>>> all = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            Random random = new Random(t);
            Callable<Map<WaitOutcome, Integer>> work = () -> {
                Map<WaitOutcome, Integer> counts = new EnumMap<>(WaitOutcome.class);
                for (int i = 0; i < 3000; i++) {
                    boolean interrupted = random.nextInt(100) == 0;
                    if (interrupted) {
                        Thread.currentThread().interrupt();
                    }
                    WaitOutcome outcome = call(rooms.get(random.nextInt(2)), random.nextInt(4));
                    assertThat(Thread.interrupted()).isEqualTo(interrupted);
                    counts.merge(outcome, 1, Integer::sum);
                    if (outcome == WaitOutcome.GRANTED) {
                        if (random.nextInt(500) == 0) {
                            SystemTime.INSTANCE.pause(SECOND / 20);
                        }
                        end();
                    }
                }
                return counts;
            };
            all.add(pool.submit(work));
        }
        Map<WaitOutcome, Integer> counts = new EnumMap<>(WaitOutcome.class);
        for (Future<Map<WaitOutcome, Integer>> one : all) {
            one.get().forEach((outcome, n) -> counts.merge(outcome, n, Integer::sum));
        }
        pool.shutdown();
        assertThat(room).hasValue(0);
        assertThat(mostHeld).hasValue(LIMIT);
        assertThat(waiters.waiting()).isZero();
        // Which other outcomes there are depends on the machine.
        assertThat(counts).containsKey(WaitOutcome.GRANTED);
        assertThat(counts.values().stream().mapToInt(n -> n).sum()).isEqualTo(threads * 3000);
        long ended = rooms.stream()
                .map(WaitRoom::statistics)
                .flatMap(s -> s.outcomes().values().stream())
                .mapToLong(Long::longValue)
                .sum();
        assertThat(ended)
                .isEqualTo(rooms.stream().mapToLong(r -> r.statistics().came()).sum());
    }

    @Test
    void anInterruptEndsTheWaitAndStaysSet() throws Exception {
        WaitRoom in = waiters.room("a", 1000 * SECOND, 4);
        room.set(LIMIT);
        CompletableFuture<WaitOutcome> outcome = new CompletableFuture<>();
        CompletableFuture<Boolean> status = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            outcome.complete(call(in, 0));
            status.complete(Thread.currentThread().isInterrupted());
        });
        thread.start();
        waitFor(in, 1);
        thread.interrupt();
        assertThat(outcome.get()).isEqualTo(WaitOutcome.INTERRUPTED);
        assertThat(status.get()).isTrue();
    }

    @Test
    void whenTheAgentLeavesNobodyWaitsOn() throws Exception {
        WaitRoom in = waiters.room("a", 1000 * SECOND, 4);
        room.set(LIMIT);
        CompletableFuture<WaitOutcome> outcome = CompletableFuture.supplyAsync(() -> call(in, 0));
        waitFor(in, 1);
        waiters.close();
        assertThat(outcome.get()).isEqualTo(WaitOutcome.CLOSED);
        assertThat(call(in, 0)).isEqualTo(WaitOutcome.CLOSED);
    }

    @Test
    void newLimitsHoldForThoseWhoWait() throws Exception {
        WaitRoom in = waiters.room("a", 1000 * SECOND, 4);
        room.set(LIMIT);
        CompletableFuture<WaitOutcome> outcome = CompletableFuture.supplyAsync(() -> call(in, 0));
        waitFor(in, 1);
        in.setLimits(SECOND / 100, 4);
        assertThat(outcome.get()).isEqualTo(WaitOutcome.EXPIRED);
    }

    @Test
    void aFailureIsThrownToTheOneThatWaitsNotToTheOneThatFrees() throws Exception {
        WaitRoom in = waiters.room("a", 1000 * SECOND, 4);
        AtomicInteger tries = new AtomicInteger();
        CompletableFuture<WaitOutcome> failing = CompletableFuture.supplyAsync(() -> in.await(
                new Waiter() {
                    @Override
                    protected boolean tryAdmit(long now) {
                        if (tries.getAndIncrement() > 0) {
                            throw new IllegalStateException("ours");
                        }
                        return false;
                    }
                },
                0,
                SystemTime.INSTANCE.nanoTime(),
                Long.MAX_VALUE));
        waitFor(in, 1);
        CompletableFuture<WaitOutcome> next = CompletableFuture.supplyAsync(
                () -> in.await(new Call(LIMIT), 3, SystemTime.INSTANCE.nanoTime(), Long.MAX_VALUE));
        waitFor(in, 2);
        waiters.freed();
        assertThatThrownBy(failing::get).hasRootCauseMessage("ours");
        assertThat(next.get()).isEqualTo(WaitOutcome.GRANTED);
    }

    /** Something is freed again whenever one thread has gone over the rooms: it must not go round forever. */
    @Test
    void nobodyGrantsForOthersForever() throws Exception {
        WaitRoom in = waiters.room("a", 1000 * SECOND, 4);
        AtomicInteger tries = new AtomicInteger();
        AtomicInteger most = new AtomicInteger(Integer.MAX_VALUE);
        ExecutorService other = Executors.newSingleThreadExecutor();
        CompletableFuture<WaitOutcome> outcome = CompletableFuture.supplyAsync(() -> in.await(
                new Waiter() {
                    @Override
                    protected boolean tryAdmit(long now) {
                        other.submit(waiters::freed);
                        try {
                            other.submit(() -> {}).get();
                        } catch (Exception e) {
                            throw new AssertionError(e);
                        }
                        return tries.incrementAndGet() >= most.get();
                    }
                },
                0,
                SystemTime.INSTANCE.nanoTime(),
                Long.MAX_VALUE));
        waitFor(in, 1);
        // It comes back, though each of its rounds has been followed by another reason to go round.
        waiters.freed();
        most.set(tries.get() + 1000);
        assertThat(outcome.get()).isEqualTo(WaitOutcome.GRANTED);
        other.shutdown();
    }

    private static void waitFor(WaitRoom in, int waiting) {
        while (in.waiting() < waiting) {
            Thread.onSpinWait();
        }
    }
}
