package dev.signalbox.core.config;

/**
 * The most that the calls of one model, of one route or of the whole JVM may hold together.
 *
 * @param concurrency calls under way; {@link #UNLIMITED} where nothing is said, as for all that follow
 * @param memoryKiB memory they take, in KiB
 * @param tokensPerSecond tokens a second
 * @param tokensPerMinute tokens a minute
 * @param tokensPerDay tokens a day
 */
public record LimitsConfig(
        long concurrency, long memoryKiB, long tokensPerSecond, long tokensPerMinute, long tokensPerDay) {
    /** No limit. */
    public static final long UNLIMITED = Long.MAX_VALUE;
    /** No limit at all. */
    public static final LimitsConfig NONE = new LimitsConfig(UNLIMITED, UNLIMITED, UNLIMITED, UNLIMITED, UNLIMITED);
}
