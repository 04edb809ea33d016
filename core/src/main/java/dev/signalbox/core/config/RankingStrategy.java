package dev.signalbox.core.config;

import java.util.Locale;

/** How a route's chains rank, among those that meet its constraints. */
public enum RankingStrategy {
    /** As the config names them. */
    ORDERED,
    /** The one with the lowest expected latency first. */
    LATENCY,
    /** The cheapest one that can be relied on first. */
    COST,
    /** Drawn for each call, by shares. */
    WEIGHTED,
    /** The one with the highest mean level of the required capabilities first. */
    CAPABILITY;

    /** Its name in the config: {@code ordered}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
