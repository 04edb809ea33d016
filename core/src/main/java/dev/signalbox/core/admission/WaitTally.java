package dev.signalbox.core.admission;

import dev.signalbox.core.config.AllocationPriority;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The counters of one room. Used under the lock of {@link Waiters}. */
final class WaitTally {
    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final double NANOS_PER_MILLI = 1e6;

    private final int[] waiting = new int[AllocationPriority.values().length];
    private final long[] ended = new long[WaitOutcome.values().length];
    private long came;
    private Window window;
    private Window before;

    /** Waits that ended since a moment. */
    private static final class Window {
        private final long startNanos;
        private long waits;
        private long sumNanos;
        private long maxNanos;

        Window(long startNanos) {
            this.startNanos = startNanos;
        }
    }

    WaitTally(long now) {
        window = new Window(now);
        before = new Window(now);
    }

    void came(int rank) {
        came++;
        waiting[rank]++;
    }

    void ended(int rank, WaitOutcome outcome, long waitedNanos, long now) {
        waiting[rank]--;
        ended[outcome.ordinal()]++;
        if (outcome != WaitOutcome.FULL && outcome != WaitOutcome.HOPELESS) {
            roll(now);
            window.waits++;
            window.sumNanos += waitedNanos;
            window.maxNanos = Math.max(window.maxNanos, waitedNanos);
        }
    }

    WaitStatistics read(long now) {
        roll(now);
        Map<AllocationPriority, Integer> byPriority = new EnumMap<>(AllocationPriority.class);
        for (AllocationPriority priority : AllocationPriority.values()) {
            byPriority.put(priority, waiting[priority.ordinal()]);
        }
        Map<WaitOutcome, Long> byOutcome = new EnumMap<>(WaitOutcome.class);
        for (WaitOutcome outcome : WaitOutcome.values()) {
            byOutcome.put(outcome, ended[outcome.ordinal()]);
        }
        long waits = window.waits + before.waits;
        return new WaitStatistics(
                byPriority,
                came,
                byOutcome,
                waits == 0 ? Double.NaN : (window.sumNanos + before.sumNanos) / NANOS_PER_MILLI / waits,
                waits == 0 ? Double.NaN : Math.max(window.maxNanos, before.maxNanos) / NANOS_PER_MILLI);
    }

    private void roll(long now) {
        long age = now - window.startNanos;
        if (age >= WINDOW_NANOS) {
            before = age < 2 * WINDOW_NANOS ? window : new Window(now - WINDOW_NANOS);
            window = new Window(now);
        }
    }
}
