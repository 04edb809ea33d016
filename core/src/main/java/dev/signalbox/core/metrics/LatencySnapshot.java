package dev.signalbox.core.metrics;

/** The latencies a meter had counted at one moment. */
public final class LatencySnapshot {
    private final long[] counts;
    private final long total;

    LatencySnapshot(long[] counts) {
        this.counts = counts;
        long sum = 0;
        for (long c : counts) {
            sum += c;
        }
        this.total = sum;
    }

    /** How many latencies there are. */
    public long size() {
        return total;
    }

    /**
     * The latency below which a share of the calls stayed, within 6.25 %.
     *
     * @param quantile 0 to 1
     * @return milliseconds; NaN where nothing was counted
     */
    public double quantileMillis(double quantile) {
        if (total == 0) {
            return Double.NaN;
        }
        long rank = Math.max(1, (long) Math.ceil(quantile * total));
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= rank) {
                return Buckets.middleNanos(i) / 1e6;
            }
        }
        return Buckets.middleNanos(counts.length - 1) / 1e6;
    }
}
