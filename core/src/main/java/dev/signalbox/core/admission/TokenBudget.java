package dev.signalbox.core.admission;

import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that calls may take: a limit per second, per minute and per day, or some of them, each a bucket that holds one period's
 * tokens when it is full and is refilled steadily. A call reserves what it is expected to take and settles on what it took; a
 * debt blocks until it is refilled.
 *
 * <p>While a bucket is more than half full, whoever comes may take all that it holds; below, a call leaves what is kept for more
 * important ones. What a provider's refusals say lowers the limits per second and per minute for a while.
 *
 * <p>Without a limit a call costs one volatile read. Otherwise it costs one compare-and-set for each limit. Nothing is lent to stripes, as
 * {@link Pool} does: threads that take tokens of one budget at the same instant meet there.
 */
public final class TokenBudget {
    /** No limit. */
    public static final long UNLIMITED = Long.MAX_VALUE;
    /** The largest limit, in tokens per period. What is above counts as no limit. */
    public static final long MOST = 1_000_000_000_000L;

    private static final Bandwidth[] BANDWIDTHS = Bandwidth.values();

    private final TokenAccounts accounts = new TokenAccounts();
    /** Guards what the terms are made of. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Feedback feedback = new Feedback();

    /**
     * Reserves tokens in all bandwidths, or in none.
     *
     * @param stripe the index of the call's slot
     * @param tokens 0 or more
     * @param ceilingPermille the share of each limit that the call may fill where less than half is left, 1 to 1000
     * @param now the monotonic time in nanoseconds
     * @return false where they are not there, or are kept for more important calls, or the provider wants to be left alone
     */
    public boolean tryReserve(int stripe, long tokens, int ceilingPermille, long now) {
        TokenTerms t = accounts.terms();
        return t == TokenTerms.NONE
                || reserve(t, tokens, ceilingPermille, now)
                || t != accounts.terms() && reserve(accounts.terms(), tokens, ceilingPermille, now);
    }

    private boolean reserve(TokenTerms t, long tokens, int ceilingPermille, long now) {
        return tokens <= t.effective() && !t.isPaused(now) && accounts.tryTake(t, tokens, ceilingPermille, now);
    }

    /**
     * Settles a reservation: what was not used comes back, what was used beyond it is owed.
     *
     * @param stripe the index of the call's slot
     * @param reserved what was reserved
     * @param actual what was used; below 0 where nobody said, and the reservation counts as used
     * @param now the monotonic time in nanoseconds
     */
    public void settle(int stripe, long reserved, long actual, long now) {
        if (actual < 0 || actual == reserved || accounts.terms() == TokenTerms.NONE) {
            return;
        }
        if (actual < reserved) {
            accounts.refund(Math.min(reserved - actual, MOST));
            return;
        }
        accounts.charge(Math.min(actual - reserved, MOST), now);
    }

    /**
     * Tokens that a bandwidth holds; below 0 where it is in debt.
     *
     * @return {@link #UNLIMITED} where it has no limit
     */
    public long available(Bandwidth bandwidth, long now) {
        return accounts.available(bandwidth.ordinal(), now);
    }

    /** Whether so many tokens could ever be reserved at once: no limit is smaller, as configured. */
    public boolean isEverPossible(long tokens) {
        return tokens <= accounts.terms().capacity();
    }

    /**
     * How long until so many tokens could be reserved if nobody else took any.
     *
     * @param tokens 0 or more
     * @param ceilingPermille as in {@link #tryReserve}
     * @return nanoseconds, 0 for now; {@link Long#MAX_VALUE} for never
     */
    public long waitNanos(long tokens, int ceilingPermille, long now) {
        TokenTerms t = accounts.terms();
        if (tokens > t.capacity()) {
            return Long.MAX_VALUE;
        }
        long wait = t.pauseNanos(now);
        for (int i = 0; i < t.size(); i++) {
            Refill refill = t.refill(i);
            if (refill != null) {
                wait = Math.max(wait, waitNanos(refill, i, tokens, ceilingPermille, now));
            }
        }
        return wait;
    }

    private long waitNanos(Refill refill, int bandwidth, long tokens, int ceilingPermille, long now) {
        long limit = refill.limit();
        if (tokens > limit) {
            return untilRecovered(BANDWIDTHS[bandwidth], tokens, now);
        }
        long available = available(BANDWIDTHS[bandwidth], now);
        long wanted = Math.max(tokens, Math.min(limit / 2 + 1, tokens + TokenAccounts.kept(limit, ceilingPermille)));
        return available >= wanted ? 0 : refill.nanosUntil(wanted - available, now);
    }

    /** How long until the limit that is in force has grown to so many tokens. */
    private long untilRecovered(Bandwidth bandwidth, long tokens, long now) {
        lock.lock();
        try {
            long limit = accounts.terms().limit(bandwidth);
            long share = (long) Math.ceil((double) tokens / limit * Feedback.WHOLE);
            return feedback.nanosUntil(Math.min(share, Feedback.WHOLE), now);
        } finally {
            lock.unlock();
        }
    }

    /** Whether any bandwidth has a limit. */
    public boolean isLimited() {
        return accounts.terms() != TokenTerms.NONE;
    }

    /** The smallest configured limit, {@link #UNLIMITED} where there is none: no reservation may be larger. */
    public long capacity() {
        return accounts.terms().capacity();
    }

    /** The configured limit of a bandwidth, in tokens per period. */
    public long limit(Bandwidth bandwidth) {
        return accounts.terms().limit(bandwidth);
    }

    /** The limit that is in force, which the provider's refusals may have lowered. */
    public long effectiveLimit(Bandwidth bandwidth) {
        Refill refill = accounts.terms().refill(bandwidth.ordinal());
        return refill == null ? UNLIMITED : refill.limit();
    }

    /**
     * Sets a limit. What was spent stays spent: of a budget of 1,000 of which 300 are spent, 200 are left once it is 500. Once this
     * has returned, nothing is granted on the old terms.
     *
     * @param tokensPerPeriod 0 to {@link #MOST}; above it there is no limit
     */
    public void setLimit(Bandwidth bandwidth, long tokensPerPeriod, long now) {
        if (tokensPerPeriod < 0) {
            throw new IllegalArgumentException("A limit of " + tokensPerPeriod + " tokens is below 0");
        }
        lock.lock();
        try {
            long[] limits = limits();
            limits[bandwidth.ordinal()] = tokensPerPeriod > MOST ? UNLIMITED : tokensPerPeriod;
            enact(limits, now);
        } finally {
            lock.unlock();
        }
    }

    /**
     * The provider refused a call because it was asked for too much: 30 % less is asked of it from now on, and nothing until the
     * time that it named is over.
     *
     * @param retryAfterNanos how long it wants to be left alone; -1 where it did not say
     */
    public void overloaded(long retryAfterNanos, long now) {
        lock.lock();
        try {
            feedback.overloaded(retryAfterNanos, now);
            enactFeedback(now);
        } finally {
            lock.unlock();
        }
    }

    /** What the provider's refusals took comes back, 5 % a second. For the control thread, often. */
    public void recover(long now) {
        if (accounts.terms() == TokenTerms.NONE) {
            return;
        }
        lock.lock();
        try {
            if (feedback.recover(now) || isOld(now)) {
                enactFeedback(now);
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean isOld(long now) {
        boolean old = false;
        for (int i = 0; i < accounts.terms().size(); i++) {
            Refill refill = accounts.terms().refill(i);
            old |= refill != null && refill.isOld(now);
        }
        return old;
    }

    private void enactFeedback(long now) {
        if (accounts.terms() != TokenTerms.NONE) {
            enact(limits(), now);
        }
    }

    private long[] limits() {
        long[] limits = new long[BANDWIDTHS.length];
        Arrays.setAll(limits, i -> accounts.terms().limit(BANDWIDTHS[i]));
        return limits;
    }

    private void enact(long[] limits, long now) {
        @Nullable Refill[] refills = new Refill[limits.length];
        boolean limited = false;
        for (int i = 0; i < limits.length; i++) {
            if (limits[i] != UNLIMITED) {
                limited = true;
                long limit = i == Bandwidth.DAY.ordinal() ? limits[i] : lowered(limits[i]);
                Refill before = accounts.terms().refill(i);
                refills[i] = before == null
                        ? Refill.from(BANDWIDTHS[i], limit, now, accounts.total(i))
                        : before.limit() == limit && !before.isOld(now) ? before : before.changed(now, limit);
            }
        }
        accounts.publish(limited ? new TokenTerms(limits, refills, feedback) : TokenTerms.NONE, now);
    }

    /** A limit as far as the provider's refusals leave it; never 0 of more than 0, or nothing would ever tell that it is better. */
    private long lowered(long limit) {
        return Math.max(Math.min(1, limit), limit * feedback.share() / Feedback.WHOLE);
    }
}
