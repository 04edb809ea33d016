package dev.signalbox.core.metrics;

/**
 * What a call takes, as far as it is known; what is unknown is NaN, never 0.
 *
 * @param memoryUsageMB the 95th percentile of what calls' threads allocate on the Java heap, in MB of 2^20 bytes; native memory is not
 *     in it
 * @param cpuUtilization the mean share of a call's time in which its thread keeps a processor busy, 0-1
 * @param expectedLatencyMillis how long it takes, in milliseconds
 * @param estimatedTokens tokens that it reads and writes
 */
public record ResourceCost(
        double memoryUsageMB, double cpuUtilization, double expectedLatencyMillis, double estimatedTokens) {
    /** Nothing is known. */
    public static final ResourceCost UNKNOWN = new ResourceCost(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
}
