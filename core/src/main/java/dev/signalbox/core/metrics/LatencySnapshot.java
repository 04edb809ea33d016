package dev.signalbox.core.metrics;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The latencies a meter had counted at one moment. */
public final class LatencySnapshot {
    /** No latencies. */
    public static final LatencySnapshot EMPTY = new LatencySnapshot(new long[0]);

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

    /** These latencies and others together. */
    public LatencySnapshot plus(LatencySnapshot others) {
        long[] sums = Arrays.copyOf(counts, Math.max(counts.length, others.counts.length));
        for (int i = 0; i < others.counts.length; i++) {
            sums[i] += others.counts[i];
        }
        return new LatencySnapshot(sums);
    }

    /** The latencies counted since an earlier moment of the same meter. */
    public LatencySnapshot minus(LatencySnapshot earlier) {
        long[] since = counts.clone();
        for (int i = 0; i < earlier.counts.length; i++) {
            since[i] -= earlier.counts[i];
        }
        return new LatencySnapshot(since);
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
        return quantileNanos(quantile) / 1e6;
    }

    /** Like {@link #quantileMillis}, in nanoseconds. */
    public double quantileNanos(double quantile) {
        if (total == 0) {
            return Double.NaN;
        }
        long rank = Math.max(1, (long) Math.ceil(quantile * total));
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= rank) {
                return Buckets.middleNanos(i);
            }
        }
        return Buckets.middleNanos(counts.length - 1);
    }

    /** The mean in nanoseconds, within 6.25 %; NaN where nothing was counted. */
    public double meanNanos() {
        double sum = 0;
        for (int i = 0; i < counts.length; i++) {
            sum += counts[i] * Buckets.middleNanos(i);
        }
        return sum / total;
    }

    /** The standard deviation of the sample in nanoseconds; NaN below two latencies. */
    public double stdDevNanos() {
        if (total < 2) {
            return Double.NaN;
        }
        double mean = meanNanos();
        double squares = 0;
        for (int i = 0; i < counts.length; i++) {
            double off = Buckets.middleNanos(i) - mean;
            squares += counts[i] * off * off;
        }
        return Math.sqrt(squares / (total - 1));
    }

    /** The distinct latencies in nanoseconds, each within 6.25 %, shortest first. */
    public double[] distinctNanos() {
        return IntStream.range(0, counts.length)
                .filter(i -> counts[i] > 0)
                .mapToDouble(Buckets::middleNanos)
                .toArray();
    }
}
