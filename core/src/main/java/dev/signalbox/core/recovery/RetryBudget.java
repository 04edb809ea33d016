package dev.signalbox.core.recovery;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds retries to a share of the calls, so that retries cannot drown a node that is in trouble: each call deposits the
 * share, 10 retries a second are always allowed, and deposits are forgotten after 10 s (Finagle's retry budget).
 */
public final class RetryBudget {
    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long FLOOR_PER_WINDOW = 100;

    private final double share;
    private final AtomicLong windowStart;
    private final AtomicLong used = new AtomicLong();
    private volatile long callsAtStart;

    /**
     * A full budget.
     *
     * @param share retries per call, 0 to 1
     * @param now the monotonic time in nanoseconds
     */
    public RetryBudget(double share, long now) {
        this.share = share;
        this.windowStart = new AtomicLong(now);
    }

    /**
     * Takes one retry from the budget.
     *
     * @param calls calls made so far; the growth since the window began is what deposits
     * @return false where the budget is spent
     */
    public boolean tryRetry(long now, long calls) {
        long start = windowStart.get();
        if (now - start >= WINDOW_NANOS && windowStart.compareAndSet(start, now)) {
            used.set(0);
            callsAtStart = calls;
        }
        double allowed = FLOOR_PER_WINDOW + share * Math.max(0, calls - callsAtStart);
        long taken = used.incrementAndGet();
        if (taken <= allowed) {
            return true;
        }
        used.decrementAndGet();
        return false;
    }
}
