package dev.signalbox.core.admission;

import org.jspecify.annotations.Nullable;

/** The terms that tokens are given on at a time. Immutable: calls read them with one volatile read. */
final class TokenTerms {
    /** Nothing is limited. */
    static final TokenTerms NONE = new TokenTerms(new long[0], new Refill[0], new Feedback());

    /** Of all bandwidths, or of none. */
    private final long[] limits;

    private final @Nullable Refill[] refills;
    private final long capacity;
    private final long effective;
    private final boolean paused;
    private final long pausedUntil;

    /**
     * New terms, which keep their arrays.
     *
     * @param limits the configured ones, by bandwidth
     * @param refills what is given, by bandwidth; null where there is no limit
     */
    TokenTerms(long[] limits, @Nullable Refill[] refills, Feedback feedback) {
        this.limits = limits;
        this.refills = refills;
        this.paused = feedback.isPaused();
        this.pausedUntil = feedback.pausedUntil();
        long least = TokenBudget.UNLIMITED;
        long leastEffective = TokenBudget.UNLIMITED;
        for (int i = 0; i < refills.length; i++) {
            Refill refill = refills[i];
            if (refill != null) {
                least = Math.min(least, limits[i]);
                leastEffective = Math.min(leastEffective, refill.limit());
            }
        }
        this.capacity = least;
        this.effective = leastEffective;
    }

    /** The configured limit. */
    long limit(Bandwidth bandwidth) {
        return limits.length == 0 ? TokenBudget.UNLIMITED : limits[bandwidth.ordinal()];
    }

    /** How many bandwidths there are, limited or not. */
    int size() {
        return refills.length;
    }

    /** What a bandwidth gives; null where it has no limit. */
    @Nullable
    Refill refill(int bandwidth) {
        return refills.length == 0 ? null : refills[bandwidth];
    }

    /** The smallest configured limit. */
    long capacity() {
        return capacity;
    }

    /** The smallest limit that is in force, which the provider's refusals may have lowered. */
    long effective() {
        return effective;
    }

    /** Whether the provider wants to be left alone. */
    boolean isPaused(long now) {
        return paused && now - pausedUntil < 0;
    }

    /** How much longer the provider wants to be left alone, in nanoseconds. */
    long pauseNanos(long now) {
        return paused ? Math.max(0, pausedUntil - now) : 0;
    }
}
