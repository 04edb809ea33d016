package dev.signalbox.core.metrics;

import com.codahale.metrics.Snapshot;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A Dropwizard snapshot of latencies in nanoseconds, each within 6.25 %. Its values are the distinct ones, so that they stay
 * few however many calls there were. Where nothing was counted all is NaN, but for least and greatest, which Dropwizard
 * wants to be whole numbers.
 */
final class SnapshotView extends Snapshot {
    private final LatencySnapshot latencies;

    SnapshotView(LatencySnapshot latencies) {
        this.latencies = latencies;
    }

    @Override
    public double getValue(double quantile) {
        return latencies.quantileNanos(quantile);
    }

    @Override
    public long[] getValues() {
        return Arrays.stream(latencies.distinctNanos()).mapToLong(Math::round).toArray();
    }

    @Override
    public int size() {
        return (int) Math.min(Integer.MAX_VALUE, latencies.size());
    }

    @Override
    public long getMax() {
        return Math.round(latencies.quantileNanos(1));
    }

    @Override
    public double getMean() {
        return latencies.meanNanos();
    }

    @Override
    public long getMin() {
        return Math.round(latencies.quantileNanos(0));
    }

    @Override
    public double getStdDev() {
        return latencies.stdDevNanos();
    }

    @Override
    public void dump(OutputStream output) {
        PrintWriter out = new PrintWriter(output, false, StandardCharsets.UTF_8);
        for (long value : getValues()) {
            out.println(value);
        }
        out.flush();
    }
}
