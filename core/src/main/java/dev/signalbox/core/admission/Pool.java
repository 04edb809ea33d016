package dev.signalbox.core.admission;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * One resource of one level: how much of it calls hold, and how much they may. It never admits more than its limit, and while
 * nothing else happens a refusal is always true.
 *
 * <p>While far from the limit, what a call gives back stays with its stripe for the next one (it counts as taken), so that calls of
 * different stripes write to nothing in common. Before it refuses, the pool recalls all that is lent; then it is exact, one
 * compare-and-set on one word, until there is room again. Amounts are in the units of {@link Resource}.
 */
public final class Pool {
    /** The limit of a pool that has none. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);
    /** Keeps the word off the cache lines of its neighbours, which other threads write to. */
    private static final int PAD = 8;

    /** What a pool is smaller than that lends nothing: its calls would have it recalled all the time. */
    private static final long LENDS_FROM = 16;

    private static final int LENT_BIT = 47;
    /** Cells may be open: what is taken includes what is lent. */
    private static final long LENT = 1L << LENT_BIT;
    /** What calls hold, and what is lent to stripes. */
    private static final long TAKEN = LENT - 1;

    private static final int VERSION_SHIFT = LENT_BIT + 1;

    /**
     * The limit in force.
     *
     * @param limit 0 to {@link #TAKEN}
     * @param version 0-65535, the next one for each change. The word carries it: whoever judged by an older limit finds the word
     *     changed
     */
    private record Terms(long limit, int version) {}

    private final long lendsFrom;
    private final Stripes stripes = new Stripes();
    private final long[] central = new long[PAD + 1 + PAD];
    private volatile Terms terms;
    /** Up to where a taker has its cell opened. */
    private volatile long lendUpTo;

    /**
     * An empty pool.
     *
     * @param limit 0 or more, or {@link #UNLIMITED}
     */
    public Pool(long limit) {
        this(limit, LENDS_FROM);
    }

    Pool(long limit, long lendsFrom) {
        this.lendsFrom = lendsFrom;
        this.terms = new Terms(clamp(limit), 0);
        this.lendUpTo = lendable();
    }

    /**
     * Takes an amount, all or nothing.
     *
     * @param stripe the slot's index
     * @param amount more than 0
     * @param ceilingPermille the share of the limit that may be taken then, 1-1000. Where nothing is held anything within the limit
     *     fits
     * @return false where it does not fit
     */
    public boolean tryAcquire(int stripe, long amount, int ceilingPermille) {
        return (ceilingPermille >= 1000 || isWithin(ceilingPermille)) && stripes.tryTake(stripe, amount)
                || takeExactly(stripe, amount, ceilingPermille);
    }

    /** Gives back what {@link #tryAcquire} took. */
    public void release(int stripe, long amount) {
        if (!stripes.tryPut(stripe, amount)) {
            giveBack(amount, 0);
        }
    }

    /** How much may be held; {@link #UNLIMITED} where there is no limit. */
    public long limit() {
        long limit = terms.limit();
        return limit == TAKEN ? UNLIMITED : limit;
    }

    /**
     * Sets how much may be held, from the next call on. Where more is held, nothing is admitted until enough was given back.
     *
     * @param limit 0 or more, or {@link #UNLIMITED}
     */
    public void setLimit(long limit) {
        synchronized (stripes) {
            recall();
            Terms changed = new Terms(clamp(limit), (terms.version() + 1) & 0xFFFF);
            terms = changed;
            long word = word();
            while (version(word) != changed.version()) {
                adopt(word, changed);
                word = word();
            }
            lendUpTo = lendable();
        }
    }

    /** How much calls hold; what is being taken or given back just now may be missed. */
    public long held() {
        long credit = stripes.credit();
        return Math.max(0, (word() & TAKEN) - credit);
    }

    /** How much may be held for calls to be admitted that may fill a share of the limit. */
    public long allowed(int ceilingPermille) {
        long limit = limit();
        return limit == UNLIMITED ? limit : bound(limit, ceilingPermille);
    }

    /** Whether all that is taken, with what is lent, lies under a ceiling: then a stripe may spend what is lent to it. */
    private boolean isWithin(int ceilingPermille) {
        return (word() & TAKEN) <= bound(terms.limit(), ceilingPermille);
    }

    private boolean takeExactly(int stripe, long amount, int ceilingPermille) {
        while (true) {
            Terms now = terms;
            long word = word();
            long taken = word & TAKEN;
            if (version(word) != now.version()) {
                adopt(word, now);
            } else if (amount > now.limit()) {
                return false;
            } else if (taken == 0 || taken + amount <= bound(now.limit(), ceilingPermille)) {
                if (WORD.compareAndSet(central, PAD, word, word + amount)) {
                    if (taken + amount <= lendUpTo && !stripes.isOpen(stripe)) {
                        lend(stripe);
                    }
                    return true;
                }
            } else if ((word & LENT) == 0) {
                return false;
            } else {
                recall();
            }
        }
    }

    /** Has a word carry the version of terms that were published before, unless it changed meanwhile or is ahead of them. */
    private void adopt(long word, Terms published) {
        if (((version(word) + 1) & 0xFFFF) == published.version()) {
            long adopted = (word & (LENT | TAKEN)) | (long) published.version() << VERSION_SHIFT;
            WORD.compareAndSet(central, PAD, word, adopted);
        }
    }

    /** From now on the stripe keeps what its calls give back. */
    private void lend(int stripe) {
        synchronized (stripes) {
            if ((word() & TAKEN) <= lendUpTo) {
                WORD.getAndBitwiseOr(central, PAD, LENT);
                stripes.open(stripe);
                lendUpTo = lendable();
            }
        }
    }

    /** Takes back all that is lent. It is not lent again before an eighth of what is held then is free, or half of the limit. */
    private void recall() {
        synchronized (stripes) {
            if ((word() & LENT) != 0) {
                giveBack(stripes.recall(), LENT);
                long taken = word() & TAKEN;
                lendUpTo = Math.min(lendable(), Math.max(taken - taken / 8, terms.limit() / 2));
            }
        }
    }

    private void giveBack(long amount, long bits) {
        while (true) {
            long word = word();
            // More than was taken would run into the bits beyond.
            long less = Math.min(amount, word & TAKEN);
            if (WORD.compareAndSet(central, PAD, word, (word & ~bits) - less)) {
                return;
            }
        }
    }

    private long lendable() {
        long limit = terms.limit();
        return limit < lendsFrom ? -1 : limit * 4 / 5;
    }

    private long word() {
        return (long) WORD.getVolatile(central, PAD);
    }

    private static int version(long word) {
        return (int) (word >>> VERSION_SHIFT);
    }

    private static long bound(long limit, int ceilingPermille) {
        // Rounded up: of a limit of two nothing is held back, or half of it would be.
        return ceilingPermille >= 1000 ? limit : (limit * ceilingPermille + 999) / 1000;
    }

    private static long clamp(long limit) {
        return Math.min(Math.max(limit, 0), TAKEN);
    }
}
