package dev.signalbox.core.admission;

/**
 * The tightest of the limits that a call was admitted under, of all its levels; NaN where none limits it.
 *
 * @param maxMemoryMB the memory that the calls of that level may hold together, in MB of 2^20 bytes
 * @param maxCpuCores the processors that they may keep busy together
 * @param maxTokensPerSecond the tokens a second that they may use together
 */
public record ResourceConstraints(double maxMemoryMB, double maxCpuCores, double maxTokensPerSecond) {
    /** Nothing is limited. */
    public static final ResourceConstraints NONE = new ResourceConstraints(Double.NaN, Double.NaN, Double.NaN);

    /** The limits of levels. */
    public static ResourceConstraints of(Level[] levels) {
        return new ResourceConstraints(
                least(levels, Limit.MEMORY), least(levels, Limit.CPU), least(levels, Limit.TOKENS_PER_SECOND));
    }

    private static double least(Level[] levels, Limit limit) {
        long least = Pool.UNLIMITED;
        for (Level level : levels) {
            least = Math.min(least, limit.of(level));
        }
        return limit.inUnits(least);
    }
}
