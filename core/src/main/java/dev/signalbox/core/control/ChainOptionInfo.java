package dev.signalbox.core.control;

/**
 * What is known of a chain when it is decided which one comes first; NaN where a number is not known.
 *
 * @param chain its name
 * @param memoryUsageMB memory that a call holds while it lasts
 * @param cpuUtilization processors that a call keeps busy, 1 for one
 * @param expectedLatencyMillis how long it takes until a call is answered, in ms
 * @param estimatedTokens tokens that a call reads and writes
 * @param confidence how far it can be relied on to answer within the constraints, 0 to 1
 * @param capabilityScore the mean of its levels of what is required, 0 to 1; NaN where nothing is
 */
public record ChainOptionInfo(
        String chain,
        double memoryUsageMB,
        double cpuUtilization,
        double expectedLatencyMillis,
        double estimatedTokens,
        double confidence,
        double capabilityScore) {}
