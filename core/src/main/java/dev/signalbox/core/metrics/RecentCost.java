package dev.signalbox.core.metrics;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What calls have taken of late: in the last five seconds, or where these had fewer than 20 sampled calls the last 20 of them.
 *
 * @param memoryMB the 95th percentile of what they allocated, in MB of 2^20 bytes; NaN where no sample tells
 * @param cpu their CPU time over their time, 0-1; NaN where no sample tells
 */
public record RecentCost(double memoryMB, double cpu) {
    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int LEAST = 20;
    private static final int PERCENT = 95;
    private static final double BYTES_PER_MB = 1 << 20;

    /** What samples tell. */
    public static RecentCost of(Collection<CostSample> samples, long now) {
        List<CostSample> newest = samples.stream()
                .sorted(Comparator.comparingLong(s -> now - s.atNanos()))
                .toList();
        int recent = (int)
                newest.stream().filter(s -> now - s.atNanos() <= WINDOW_NANOS).count();
        List<CostSample> within = newest.subList(0, Math.min(newest.size(), Math.max(recent, LEAST)));
        return new RecentCost(memoryMB(within), cpu(within));
    }

    private static double memoryMB(List<CostSample> samples) {
        long[] bytes = samples.stream()
                .mapToLong(CostSample::allocatedBytes)
                .filter(b -> b >= 0)
                .sorted()
                .toArray();
        return bytes.length == 0 ? Double.NaN : bytes[(bytes.length * PERCENT + 99) / 100 - 1] / BYTES_PER_MB;
    }

    private static double cpu(List<CostSample> samples) {
        double cpu = 0;
        double all = 0;
        for (CostSample sample : samples) {
            if (sample.cpuNanos() >= 0) {
                cpu += sample.cpuNanos();
                all += sample.nanos();
            }
        }
        return all == 0 ? Double.NaN : Math.min(1, cpu / all);
    }
}
