package dev.signalbox.core.recovery;

/**
 * How likely an action is to succeed: the mean of a Beta distribution over what came of it so far, in which an outcome counts
 * half as much after ten minutes. Where nothing is known it is 0.5. One thread at a time.
 */
public final class SuccessEstimate {
    private static final double HALF_LIFE_NANOS = 600e9;

    private double successes;
    private double failures;
    private long atNanos;

    /** An estimate without experience. */
    public SuccessEstimate(long now) {
        this.atNanos = now;
    }

    /** Learns from outcomes. */
    public void learn(long now, long succeeded, long failed) {
        decay(now);
        successes += succeeded;
        failures += failed;
    }

    /** The probability of success, 0 to 1. */
    public double probability(long now) {
        decay(now);
        return (1 + successes) / (2 + successes + failures);
    }

    private void decay(long now) {
        if (now - atNanos > 0) {
            double kept = Math.pow(0.5, (now - atNanos) / HALF_LIFE_NANOS);
            successes *= kept;
            failures *= kept;
            atNanos = now;
        }
    }
}
