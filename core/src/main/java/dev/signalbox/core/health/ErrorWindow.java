package dev.signalbox.core.health;

/**
 * The calls of the last seconds and what came of them, from readings of counters that only grow. One thread uses it. A reading ages
 * out by time, so that an idle node's window empties.
 */
public final class ErrorWindow {
    private final long spanNanos;
    private final long[] times;
    private final long[] calls;
    private final long[] answered;
    private final long[] failures;
    private int newest = -1;
    private int size;

    /**
     * An empty window.
     *
     * @param spanNanos how far back it reaches
     * @param readings how many readings it holds
     */
    public ErrorWindow(long spanNanos, int readings) {
        this.spanNanos = spanNanos;
        this.times = new long[readings];
        this.calls = new long[readings];
        this.answered = new long[readings];
        this.failures = new long[readings];
    }

    /** Adds a reading of the counters. */
    public void add(long now, long totalCalls, long totalAnswered, long totalFailures) {
        newest = (newest + 1) % times.length;
        times[newest] = now;
        calls[newest] = totalCalls;
        answered[newest] = totalAnswered;
        failures[newest] = totalFailures;
        size = Math.min(size + 1, times.length);
    }

    /** Forgets all readings. */
    public void clear() {
        size = 0;
    }

    /** Calls within the window. */
    public long calls() {
        return size == 0 ? 0 : calls[newest] - calls[oldest()];
    }

    /** Failures within the window. */
    public long failures() {
        return size == 0 ? 0 : failures[newest] - failures[oldest()];
    }

    /** Share of failures within the window, 0 to 1; NaN where there were no calls. */
    public double errorRate() {
        long n = calls();
        return n <= 0 ? Double.NaN : (double) failures() / n;
    }

    /** Share of answered calls within the window, 0 to 1; NaN where there were no calls. */
    public double answeredRate() {
        long n = calls();
        return n <= 0 ? Double.NaN : (double) (answered[newest] - answered[oldest()]) / n;
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
