package dev.signalbox.core.metrics;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A moving average of latency that jumps to each peak and comes down from it slowly (peak EWMA, as in Finagle): its time
 * constant is 10 s, also while nothing comes. Cost and time share one word, so that no reader sees one without the other.
 */
public final class PeakLatency {
    private static final double TAU_MILLIS = TimeUnit.SECONDS.toMillis(10);
    private static final long MOST_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final int COST_SHIFT = 32;

    /** The cost in nanoseconds as a float; below it, when it was known, in milliseconds, which wrap. 0 before the first. */
    private final AtomicLong state = new AtomicLong();

    /** An answer. */
    public void answered(long nanos, long now) {
        observe(nanos, now);
    }

    /** A failure by the node's fault: charged with twice what the node costs already, for it may have failed fast. */
    public void failed(long nanos, long now) {
        observe(Math.max(nanos, Math.min(MOST_NANOS, (long) (2 * nanos(now)))), now);
    }

    /** Forgets everything. */
    public void clear() {
        state.set(0);
    }

    /** The average in nanoseconds; 0 before the first observation. */
    public double nanos(long now) {
        long s = state.get();
        return s == 0 ? 0 : cost(s) * weight(s, millis(now));
    }

    private void observe(long nanos, long now) {
        int at = millis(now);
        long before;
        long after;
        do {
            before = state.get();
            double cost = cost(before);
            double w = weight(before, at);
            double next = nanos > cost ? nanos : cost * w + nanos * (1 - w);
            after = (long) Float.floatToRawIntBits((float) Math.max(1, next)) << COST_SHIFT | at & 0xFFFF_FFFFL;
        } while (!state.weakCompareAndSetVolatile(before, after));
    }

    private static double cost(long state) {
        return Float.intBitsToFloat((int) (state >>> COST_SHIFT));
    }

    private static double weight(long state, int atMillis) {
        return Math.exp(-Math.max(0, atMillis - (int) state) / TAU_MILLIS);
    }

    private static int millis(long nanos) {
        return (int) TimeUnit.NANOSECONDS.toMillis(nanos);
    }
}
