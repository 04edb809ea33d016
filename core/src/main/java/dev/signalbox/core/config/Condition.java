package dev.signalbox.core.config;

import java.time.Duration;

/**
 * A metric, a comparison, a threshold, and how long it has to hold: {@code error-rate > 0.2 for 10s}.
 *
 * @param metric what is compared
 * @param comparison how
 * @param threshold with what, in the metric's unit; in milliseconds where that is a duration
 * @param holds how long the comparison has to hold without a break; zero where once is enough
 */
public record Condition(Metric metric, Comparison comparison, double threshold, Duration holds) {
    /** How far beyond the threshold, as a share of it, a value has to be before what this is about is over. */
    private static final double BAND = 0.1;

    /** Whether a value fulfils the comparison; one that is unknown (NaN) never does. */
    public boolean isFulfilledBy(double value) {
        return comparison.holds(value, threshold);
    }

    /**
     * Whether a value says that what this is about is over: it is unknown, or a tenth of the threshold beyond it. A value
     * between that and the threshold neither fulfils the condition nor ends it.
     */
    public boolean isOverAt(double value) {
        double end = comparison.isUpwards() ? threshold * (1 - BAND) : threshold * (1 + BAND);
        return !comparison.holds(value, end);
    }

    /** As it is written in the config. */
    @Override
    public String toString() {
        String text =
                metric.word() + " " + comparison.sign() + " " + metric.unit().format(threshold);
        return holds.isZero() ? text : text + " for " + Durations.format(holds);
    }
}
