package dev.signalbox.core.health;

import dev.signalbox.core.metrics.LatencySnapshot;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The latencies of the last seconds, from readings of a histogram that only grows. A reading costs a walk over the histogram, so
 * one is taken a second, however often it is asked. One thread uses it.
 */
final class LatencyWindow {
    private static final long STEP_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final long spanNanos;
    private final long[] times;
    private final LatencySnapshot[] readings;
    private int newest = -1;
    private int size;
    private LatencySnapshot within = LatencySnapshot.EMPTY;

    /** @param spanNanos how far back it reaches, in nanoseconds */
    LatencyWindow(long spanNanos) {
        this.spanNanos = spanNanos;
        int kept = (int) (spanNanos / STEP_NANOS) + 1;
        this.times = new long[kept];
        this.readings = new LatencySnapshot[kept];
    }

    /** Takes a reading where the last one is a second old. */
    void update(long now, Supplier<LatencySnapshot> meter) {
        if (size > 0 && now - times[newest] < STEP_NANOS) {
            return;
        }
        newest = (newest + 1) % times.length;
        times[newest] = now;
        readings[newest] = meter.get();
        size = Math.min(size + 1, times.length);
        within = readings[newest].minus(readings[oldest()]);
    }

    /** Forgets all readings. */
    void clear() {
        size = 0;
        within = LatencySnapshot.EMPTY;
    }

    /** The latencies within the window, up to the last reading. */
    LatencySnapshot latencies() {
        return within;
    }

    private int oldest() {
        for (int back = size - 1; back > 0; back--) {
            int i = Math.floorMod(newest - back, times.length);
            if (times[newest] - times[i] <= spanNanos) {
                return i;
            }
        }
        return newest;
    }
}
