package dev.signalbox.core.config;

/**
 * What one call of a model is said to take, until it is measured; {@link #UNKNOWN} where nothing is said.
 *
 * @param memoryKiB memory it holds while it lasts, in KiB
 * @param milliCores processors it keeps busy, in thousandths
 * @param latencyNanos how long it takes, in nanoseconds
 * @param tokens tokens it reads and writes
 * @param gpuMilli its share of the model's GPU, in thousandths
 * @param gpuMemoryKiB memory of that GPU that it holds while it lasts, in KiB
 */
public record CostConfig(
        long memoryKiB, long milliCores, long latencyNanos, long tokens, long gpuMilli, long gpuMemoryKiB) {
    /** Nothing is said. */
    public static final long UNKNOWN = -1;
    /** Nothing is said of anything. */
    public static final CostConfig NONE = new CostConfig(UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN);
}
