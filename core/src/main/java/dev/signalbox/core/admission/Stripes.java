package dev.signalbox.core.admission;

import dev.signalbox.core.metrics.Meter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Credit that an account has lent to the stripes of calls, so that calls of different stripes need not fight for the account: a
 * cell for each, on a cache line of its own. Cells are closed at first; what is taken from an open cell or put into it costs one
 * compare-and-set that nobody contends for.
 *
 * <p>{@link #open} and {@link #recall} want a lock of the account: one thread at a time, and none of them while the account's limit
 * is being changed. After a recall nothing is lent until a cell is opened again, so that the account is exact.
 */
final class Stripes {
    private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);
    /** Cells lie two cache lines apart: processors fetch lines in pairs. */
    private static final int SPACING_BITS = 4;

    private static final int SIZE = (Meter.SHARED + 2) << SPACING_BITS;
    /** Where nothing was ever lent. Nobody writes to it, because only an open cell is written to. */
    private static final long[] ALL_CLOSED = new long[SIZE];

    /** 0 is closed, otherwise the credit plus 1: an array is born closed, so that it may be found by a plain read. */
    private long[] cells = ALL_CLOSED;
    /** The bits of the cells that were opened since the last recall. */
    private volatile long opened;

    /**
     * Takes credit from a cell.
     *
     * @param stripe the slot's index
     * @param amount more than 0
     * @return false where the cell is closed or holds less
     */
    boolean tryTake(int stripe, long amount) {
        long[] all = cells;
        int index = index(stripe);
        long cell = (long) CELL.getOpaque(all, index);
        while (cell > amount) {
            long found = (long) CELL.compareAndExchange(all, index, cell, cell - amount);
            if (found == cell) {
                return true;
            }
            cell = found;
        }
        return false;
    }

    /**
     * Puts credit into a cell.
     *
     * @param stripe the slot's index
     * @param amount more than 0
     * @return false where the cell is closed, and nothing was put
     */
    boolean tryPut(int stripe, long amount) {
        return tryPut(stripe, amount, Long.MAX_VALUE - 1);
    }

    /**
     * Puts credit into a cell, unless it would hold more than so much.
     *
     * @param stripe the slot's index
     * @param amount more than 0
     * @return false where nothing was put
     */
    boolean tryPut(int stripe, long amount, long most) {
        long[] all = cells;
        int index = index(stripe);
        long cell = (long) CELL.getOpaque(all, index);
        while (cell > 0 && cell <= most - amount + 1) {
            long found = (long) CELL.compareAndExchange(all, index, cell, cell + amount);
            if (found == cell) {
                return true;
            }
            cell = found;
        }
        return false;
    }

    /** Whether a cell is open: whether credit may be put into it. */
    boolean isOpen(int stripe) {
        return (long) CELL.getOpaque(cells, index(stripe)) > 0;
    }

    /** Opens a cell, without credit, where it is closed. Under the account's lock. */
    void open(int stripe) {
        if (cells == ALL_CLOSED) {
            cells = new long[SIZE];
        }
        opened = opened | 1L << Math.min(stripe, Meter.SHARED);
        CELL.compareAndSet(cells, index(stripe), 0L, 1L);
    }

    /** Closes all cells and returns the credit that was in them. Under the account's lock. */
    long recall() {
        long credit = 0;
        for (long rest = opened; rest != 0; rest &= rest - 1) {
            credit += (long) CELL.getAndSet(cells, index(Long.numberOfTrailingZeros(rest)), 0L) - 1;
        }
        opened = 0;
        return credit;
    }

    /** The credit in all cells; what is being taken or put just now may be missed. */
    long credit() {
        long credit = 0;
        for (long rest = opened; rest != 0; rest &= rest - 1) {
            long cell = (long) CELL.getOpaque(cells, index(Long.numberOfTrailingZeros(rest)));
            credit += Math.max(0, cell - 1);
        }
        return credit;
    }

    private static int index(int stripe) {
        return (Math.min(stripe, Meter.SHARED) + 1) << SPACING_BITS;
    }
}
