package dev.signalbox.core.admission;

/** What the next call of a model is expected to take: learned or configured, changed by the control thread, read by calls. */
public final class CallEstimate {
    private volatile Demand demand = Demand.ONE_CALL;
    private volatile long tokens;
    private volatile Basis basis = Basis.NONE;

    /**
     * What an expectation rests on.
     *
     * @param memory what that of memory rests on
     * @param cpu what that of processors rests on
     * @param samples of how many calls was measured what they took
     */
    public record Basis(EstimateSource memory, EstimateSource cpu, long samples) {
        /** Nothing is known. */
        public static final Basis NONE = new Basis(EstimateSource.ASSUMED, EstimateSource.ASSUMED, 0);
    }

    /** What it takes and gives back at its end. */
    public Demand demand() {
        return demand;
    }

    /** The tokens that are reserved for it; what it really used is settled at its end. */
    public long tokens() {
        return tokens;
    }

    /** What the expectation rests on. */
    public Basis basis() {
        return basis;
    }

    /** Changes the expectation; the next call obeys. */
    public void update(Demand nextDemand, long nextTokens, Basis nextBasis) {
        basis = nextBasis;
        tokens = nextTokens;
        if (!nextDemand.equals(demand)) {
            demand = nextDemand;
        }
    }
}
