package dev.signalbox.core.config;

/**
 * What all routed calls of this JVM may hold together.
 *
 * @param limits of calls, memory and tokens
 * @param cpuShare the share of the processors this JVM may use that calls may keep busy, 0-1; NaN where nothing is said
 * @param gpuMemoryShare the share of each GPU's memory that calls may hold, 0-1; NaN where nothing is said
 * @param overload whether calls are shed by priority while the machine has too much to do
 */
public record AllocationConfig(LimitsConfig limits, double cpuShare, double gpuMemoryShare, boolean overload) {
    /** No limit, and nothing is shed. */
    public static final AllocationConfig NONE = new AllocationConfig(LimitsConfig.NONE, Double.NaN, Double.NaN, false);
}
