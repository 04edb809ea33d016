package dev.signalbox.core.ranking;

import java.util.concurrent.TimeUnit;

/**
 * How far something can be relied on: the bounds of the Wilson score interval (E. B. Wilson, Probable inference, the law of
 * succession, and statistical inference, JASA 22, 1927) at 95 % for the share of successes, where what was counted loses
 * half of its weight every 60 s. One thread updates and reads it.
 */
public final class Confidence {
    private static final double HALF_LIFE_NANOS = TimeUnit.SECONDS.toNanos(60);
    /** The quantile of the normal distribution that leaves 2.5 % on each side. */
    private static final double Z = 1.959964;

    private double successes;
    private double trials;
    private long seenSuccesses;
    private long seenTrials;
    private long seenNanos;

    /**
     * Nothing is known of what comes.
     *
     * @param successes those before, which do not count
     * @param trials those before
     * @param now the monotonic time in nanoseconds
     */
    public Confidence(long successes, long trials, long now) {
        this.seenSuccesses = successes;
        this.seenTrials = trials;
        this.seenNanos = now;
    }

    /**
     * Learns what happened since the last time.
     *
     * @param allSuccesses successes so far
     * @param allTrials trials so far
     */
    public void update(long allSuccesses, long allTrials, long now) {
        double kept = Math.pow(0.5, Math.max(0, now - seenNanos) / HALF_LIFE_NANOS);
        // A reader of striped counters may see a success before its trial.
        trials = trials * kept + Math.max(0, allTrials - seenTrials);
        successes = Math.min(trials, successes * kept + Math.max(0, allSuccesses - seenSuccesses));
        seenSuccesses = allSuccesses;
        seenTrials = allTrials;
        seenNanos = now;
    }

    /** How many trials it rests on, the older the less each counts. */
    public double trials() {
        return trials;
    }

    /** The share that can be relied on, 0 to 1; 0 where nothing is known. */
    public double lower() {
        return bound(-1);
    }

    /** The share that cannot be ruled out, 0 to 1; 1 where nothing is known. */
    public double upper() {
        return bound(1);
    }

    private double bound(int side) {
        if (trials <= 0) {
            return side < 0 ? 0 : 1;
        }
        double share = successes / trials;
        double square = Z * Z / trials;
        double spread = Z * Math.sqrt(share * (1 - share) / trials + square / (4 * trials));
        return Math.max(0, Math.min(1, (share + square / 2 + side * spread) / (1 + square)));
    }
}
