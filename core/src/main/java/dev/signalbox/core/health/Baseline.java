package dev.signalbox.core.health;

/**
 * What a node is used to: what it does while nothing is wrong with it, learned over minutes. A number that is not known yet is NaN.
 *
 * @param p50Millis its usual median latency over 10 s, in milliseconds
 * @param p95Millis its usual 95th percentile, in milliseconds
 * @param inFlight how many calls it usually runs at a time while it runs any
 */
public record Baseline(double p50Millis, double p95Millis, double inFlight) {
    /** Nothing is known yet. */
    public static final Baseline UNKNOWN = new Baseline(Double.NaN, Double.NaN, Double.NaN);
}
