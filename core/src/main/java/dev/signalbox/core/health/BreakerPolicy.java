package dev.signalbox.core.health;

import java.time.Duration;

/**
 * When a breaker opens and how it closes again.
 *
 * @param consecutiveFailures failures in a row that open it at once
 * @param errorRate share of failures over the window that opens it
 * @param minimumCalls calls the window must hold before its share counts
 * @param firstOpen how long it stays open at first; it doubles while probes fail
 * @param longestOpen the longest it stays open
 * @param probes successful probes that close it, and the most under way at once
 * @param probeLease how long a probe may take before it is counted as lost
 */
public record BreakerPolicy(
        int consecutiveFailures,
        double errorRate,
        int minimumCalls,
        Duration firstOpen,
        Duration longestOpen,
        int probes,
        Duration probeLease) {
    /** Five in a row as in Finagle's failure accrual, half of the window as in Resilience4j, 5 s to 5 min open. */
    public static final BreakerPolicy DEFAULT =
            new BreakerPolicy(5, 0.5, 20, Duration.ofSeconds(5), Duration.ofMinutes(5), 3, Duration.ofMinutes(1));
}
