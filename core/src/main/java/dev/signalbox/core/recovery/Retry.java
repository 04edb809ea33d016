package dev.signalbox.core.recovery;

import dev.signalbox.core.config.Durations;
import dev.signalbox.core.config.RetryConfig;

/**
 * A failed attempt is made again on the same node; calls do this themselves.
 *
 * @param config how often, after what pause, within which budget
 */
public record Retry(RetryConfig config) implements RecoveryAction {
    @Override
    public String word() {
        return "retry";
    }

    @Override
    public String parameters() {
        return config.attempts() + " attempts on a node, pause up to " + Durations.format(config.backoff())
                + " doubling, budget " + Math.round(config.budget() * 100) + " % of calls";
    }
}
