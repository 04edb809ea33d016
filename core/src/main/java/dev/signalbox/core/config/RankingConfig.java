package dev.signalbox.core.config;

import java.util.Map;

/**
 * What a route asks of its chains, and how those rank that give it.
 *
 * @param strategy how they rank
 * @param weights with {@link RankingStrategy#WEIGHTED}, the share of calls of each chain that has one, by its name; together 1
 * @param maxLatencyNanos the longest that 95 % of a chain's calls may take, in nanoseconds; {@link #UNLIMITED} for no limit
 * @param maxMemoryKiB the most memory a call may take, in KiB; {@link #UNLIMITED} for no limit
 * @param capabilities what a chain has to be able to do, and at least how well: levels from 0 to 1
 */
public record RankingConfig(
        RankingStrategy strategy,
        Map<String, Double> weights,
        long maxLatencyNanos,
        long maxMemoryKiB,
        Map<String, Double> capabilities) {
    /** No limit. */
    public static final long UNLIMITED = Long.MAX_VALUE;
    /** The order of the config, and nothing asked. */
    public static final RankingConfig NONE =
            new RankingConfig(RankingStrategy.ORDERED, Map.of(), UNLIMITED, UNLIMITED, Map.of());
}
