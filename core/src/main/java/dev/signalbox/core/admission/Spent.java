package dev.signalbox.core.admission;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * What a bandwidth's bucket has spent: a count of tokens beside what its {@link Refill} has given. The bucket holds its limit less
 * what was spent beyond what was given (the generic cell rate algorithm, counted in tokens and not in time).
 *
 * <p>The word's lowest bits are a stamp, which changes with the terms: a compare-and-set that began under other terms fails.
 */
final class Spent {
    private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int STAMP_BITS = 4;
    private static final long STAMP = (1 << STAMP_BITS) - 1;
    /** The word lies two cache lines from everything that others write to: processors fetch lines in pairs. */
    private static final int AT = 16;

    private final long[] word = new long[2 * AT];

    /** The word as it is. */
    long word() {
        return (long) WORD.getVolatile(word, AT);
    }

    /** Tokens spent beyond those given; below 0 where the bucket has been full for a while. */
    static long beyond(long word, long given) {
        return ((word & ~STAMP) - (given << STAMP_BITS)) >> STAMP_BITS;
    }

    /** Replaces the word, if it is still as it was, by one that has spent so many tokens beyond those given. */
    boolean replace(long word, long given, long beyond) {
        return WORD.compareAndSet(this.word, AT, word, given + beyond << STAMP_BITS | word & STAMP);
    }

    /** Gives tokens back. A bucket never holds more than its limit, whatever it gets back. */
    void refund(long tokens) {
        WORD.getAndAdd(word, AT, -(tokens << STAMP_BITS));
    }

    /** Has what began under other terms fail. */
    void stamp() {
        long before;
        do {
            before = word();
        } while (!WORD.weakCompareAndSet(word, AT, before, before & ~STAMP | before + 1 & STAMP));
    }

    /** Counts from what was given, if less was spent. */
    void bringForward(long given) {
        long word = word();
        while (beyond(word, given) < 0 && !replace(word, given, 0)) {
            word = word();
        }
    }

    /** Tokens spent so far. Only differences tell something: it wraps around. */
    long total() {
        return word() >> STAMP_BITS;
    }
}
