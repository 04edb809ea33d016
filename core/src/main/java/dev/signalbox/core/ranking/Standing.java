package dev.signalbox.core.ranking;

import dev.signalbox.core.metrics.ResourceCost;

/**
 * What is known of a chain.
 *
 * @param cost what a call is expected to take
 * @param p95Millis how long 95 % of its calls take at most, in milliseconds; NaN where that is not known
 * @param confidence the share of its calls that can be relied on to be answered within the constraints, 0 to 1
 * @param upper the share that cannot be ruled out
 * @param trials how many calls these two rest on, the older the less each counts
 */
public record Standing(ResourceCost cost, double p95Millis, double confidence, double upper, double trials) {
    /** Nothing is known. */
    public static final Standing UNKNOWN = new Standing(ResourceCost.UNKNOWN, Double.NaN, 0, 1, 0);

    /** From so many calls on a chain has to have proved itself. */
    private static final double PROOF = 20;

    /**
     * Whether it can be relied on: it is shown to answer within the constraints; or, while little is known of it, not shown
     * not to. What nobody may call until it has proved itself could never do so.
     *
     * @param least the share of its calls that has to be answered, 0 to 1
     */
    boolean isReliable(double least) {
        return (trials < PROOF ? upper : confidence) >= least;
    }
}
