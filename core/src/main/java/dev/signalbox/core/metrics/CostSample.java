package dev.signalbox.core.metrics;

/**
 * What one call took.
 *
 * @param allocatedBytes what its thread allocated on the Java heap; negative where that is unknown
 * @param cpuNanos how long its thread kept a processor busy, in nanoseconds; negative where that is unknown
 * @param nanos how long it lasted
 * @param atNanos when it ended, by the monotonic clock
 */
public record CostSample(long allocatedBytes, long cpuNanos, long nanos, long atNanos) {}
