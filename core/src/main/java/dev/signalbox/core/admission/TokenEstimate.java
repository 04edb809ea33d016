package dev.signalbox.core.admission;

import java.util.concurrent.TimeUnit;

/**
 * How many tokens the next call of a model should reserve, learned from what earlier calls took: their mean, and as much of their
 * spread above it that some 85 of 100 calls take no more. Where nothing is known it is pessimistic, for a budget must not be overrun
 * by what nobody knows; what is known counts half as much after ten minutes.
 *
 * <p>It is told counts of many calls together, from which the spread of single calls follows: means of many differ the less from
 * each other the more calls they are of. One thread teaches it; calls read it, one volatile read.
 */
public final class TokenEstimate {
    /** Where nobody says what to expect: more than most calls of chat models take. */
    public static final long PESSIMISTIC = 4096;

    private static final double HALF_LIFE_NANOS = TimeUnit.MINUTES.toNanos(10);
    /** Covers 83 (where all sizes are as frequent) to 92 (where few are very large) of 100 calls. */
    private static final double SPREADS = 1.15;
    /** For how many calls the estimate counts that was there before any call. */
    private static final double PRIOR_CALLS = 1;

    private final long prior;
    private double calls;
    private double tokens;
    private double squares;
    private double comparisons;
    private long atNanos;

    private long callsBefore;
    private long tokensBefore;
    private double meanBefore;
    private long meanBeforeCalls;

    private volatile long reservation;

    /**
     * An estimate without experience.
     *
     * @param prior tokens that a call is expected to take; 0 or less where nobody said
     */
    public TokenEstimate(long prior) {
        this.prior = prior > 0 ? Math.min(prior, TokenBudget.MOST) : PESSIMISTIC;
        this.reservation = this.prior;
    }

    /**
     * What the next call should reserve, 1 to {@link TokenBudget#MOST}. It may be more than a budget ever holds: whoever reserves it
     * asks for no more than the budget's capacity.
     */
    public long reservation() {
        return reservation;
    }

    /**
     * Learns from what was counted so far. Calls of which no tokens were counted at all tell nothing: their library does not say.
     *
     * @param callsSoFar calls that have ended, since the beginning
     * @param tokensSoFar tokens that they took
     * @param now the monotonic time in nanoseconds
     */
    public void learn(long callsSoFar, long tokensSoFar, long now) {
        long newCalls = callsSoFar - callsBefore;
        long newTokens = tokensSoFar - tokensBefore;
        if (newCalls == 0 && newTokens >= 0) {
            return; // an answer's tokens may be counted a moment before it is
        }
        callsBefore = callsSoFar;
        tokensBefore = tokensSoFar;
        // Less than before is what is left where a node was taken away, with what had been counted of it.
        if (newCalls > 0 && newTokens > 0) {
            decay(now);
            add(newCalls, newTokens);
            reservation = estimate();
        }
    }

    private void add(long newCalls, long newTokens) {
        double mean = (double) newTokens / newCalls;
        if (meanBeforeCalls > 0) {
            // Neighbours are compared, not each with the mean of all: a slow drift is no spread.
            double difference = mean - meanBefore;
            squares += difference * difference / (1.0 / newCalls + 1.0 / meanBeforeCalls);
            comparisons += 1;
        }
        meanBefore = mean;
        meanBeforeCalls = newCalls;
        calls += newCalls;
        tokens += newTokens;
    }

    private long estimate() {
        double spread = comparisons == 0 ? 0 : Math.sqrt(squares / comparisons);
        double learned = tokens / calls + SPREADS * spread;
        double known = calls / (calls + PRIOR_CALLS);
        double estimate = Math.ceil(known * learned + (1 - known) * prior);
        return (long) Math.min(Math.max(estimate, 1), TokenBudget.MOST);
    }

    private void decay(long now) {
        if (calls > 0) {
            double kept = Math.pow(0.5, Math.max(0, now - atNanos) / HALF_LIFE_NANOS);
            calls *= kept;
            tokens *= kept;
            squares *= kept;
            comparisons *= kept;
        }
        atNanos = now;
    }
}
