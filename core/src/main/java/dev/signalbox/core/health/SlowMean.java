package dev.signalbox.core.health;

import java.time.Duration;

/** An exponentially weighted mean over uneven steps of time. One thread uses it. */
final class SlowMean {
    private static final int FIRST = 30;

    private final double learningNanos;
    private final double longestStepNanos;
    private double mean = Double.NaN;
    private long samples;
    private long lastNanos;

    /**
     * A mean of nothing.
     *
     * @param learning after how long it has made 63 % of the way to a new level
     * @param longestStep the longest that one sample counts for
     */
    SlowMean(Duration learning, Duration longestStep) {
        this.learningNanos = learning.toNanos();
        this.longestStepNanos = longestStep.toNanos();
    }

    /** Takes a sample; while they are few it is their plain mean, so that the first one is no prejudice. */
    void learn(long now, double sample) {
        double step = samples == 0 ? 0 : Math.max(0, Math.min(now - lastNanos, longestStepNanos));
        lastNanos = now;
        samples++;
        double weight = samples <= FIRST ? 1.0 / samples : 1 - Math.exp(-step / learningNanos);
        mean = samples == 1 ? sample : mean + (sample - mean) * weight;
    }

    /** Leaves out what was between the last sample and now. */
    void skip(long now) {
        lastNanos = now;
    }

    void clear() {
        mean = Double.NaN;
        samples = 0;
    }

    /** The mean; NaN before the first sample. */
    double mean() {
        return mean;
    }

    long samples() {
        return samples;
    }
}
