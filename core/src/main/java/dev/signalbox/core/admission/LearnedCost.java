package dev.signalbox.core.admission;

/**
 * What a call takes of one resource: a prior, until it is measured. A configured prior counts for half after {@value #HALVING} samples,
 * for a quarter after twice as many, and so on, so that a wrong one is soon forgotten; one that is only assumed stays until there are
 * {@value #HALVING} samples, and then is not heard of again. The estimate follows only where it is more than a tenth off. One thread
 * teaches it.
 */
public final class LearnedCost {
    /** How many samples are believed as much as the config. */
    static final int HALVING = 8;

    private static final double TOLERATED = 0.1;

    private final boolean configured;
    private final long prior;
    private long estimate;
    private EstimateSource source;

    /** A cost of which the config speaks. */
    public static LearnedCost configured(long prior) {
        return new LearnedCost(true, prior);
    }

    /** A cost of which nobody speaks. */
    public static LearnedCost assumed(long prior) {
        return new LearnedCost(false, prior);
    }

    private LearnedCost(boolean configured, long prior) {
        this.configured = configured;
        this.prior = prior;
        this.estimate = prior;
        this.source = configured ? EstimateSource.CONFIGURED : EstimateSource.ASSUMED;
    }

    /** What to expect of the next call, in the unit of the prior. */
    public long estimate() {
        return estimate;
    }

    /** What that rests on. */
    public EstimateSource source() {
        return source;
    }

    /**
     * Takes what was measured.
     *
     * @param measured what calls have taken of late, in the unit of the prior; NaN where nothing is known
     * @param samples of how many calls anything is known, since the beginning
     */
    public void learn(double measured, long samples) {
        if (Double.isNaN(measured) || !configured && samples < HALVING) {
            return;
        }
        double doubt = configured ? Math.pow(0.5, (double) samples / HALVING) : 0;
        long next = Math.max(1, Math.round(doubt * prior + (1 - doubt) * measured));
        source = samples >= HALVING ? EstimateSource.MEASURED : source;
        if (Math.abs(next - estimate) > TOLERATED * estimate) {
            estimate = next;
        }
    }
}
