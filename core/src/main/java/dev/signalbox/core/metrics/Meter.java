package dev.signalbox.core.metrics;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Counts outcomes and their latencies without locks.
 *
 * <p>Each call in flight owns a stripe (its slot in the call table), so below {@link #SHARED} a cell has one writer at a time
 * and a plain add is exact; slots beyond that share one cell and add atomically. Readers sum the cells and may miss what is
 * being written just now.
 */
public final class Meter {
    /** The stripe from which on calls share one cell. */
    public static final int SHARED = 63;

    private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);
    private static final VarHandle CELLS = MethodHandles.arrayElementVarHandle(long[][].class);
    /** Keeps a cell's counters off the cache lines of its neighbours, which other threads write to. */
    private static final int PAD = 8;

    private static final int SUM_NANOS = PAD;
    private static final int INPUT_TOKENS = PAD + 1;
    private static final int OUTPUT_TOKENS = PAD + 2;
    private static final int BEGUN = PAD + 3;
    private static final int OUTCOMES = PAD + 4;

    private final int outcomes;
    private final boolean latencies;
    /** Made as they are needed. A cell is born as zeros, so that it may be found by a plain read. */
    private final long[] @Nullable [] cells = new long[SHARED + 1][];

    /**
     * A meter of zeros.
     *
     * @param outcomes how many kinds of outcome are told apart
     * @param latencies whether a histogram of latencies is kept
     */
    public Meter(int outcomes, boolean latencies) {
        this.outcomes = outcomes;
        this.latencies = latencies;
    }

    /**
     * Counts one beginning; each is followed by one outcome.
     *
     * @param stripe the slot's index
     */
    public void begin(int stripe) {
        int index = Math.min(stripe, SHARED);
        long[] cell = cell(index);
        if (index < SHARED) {
            addOwned(cell, BEGUN, 1);
        } else {
            CELL.getAndAdd(cell, BEGUN, 1L);
        }
    }

    /**
     * Counts one outcome.
     *
     * @param stripe the slot's index
     * @param outcome 0 to outcomes - 1
     * @param nanos how long it took
     */
    public void record(int stripe, int outcome, long nanos) {
        int index = Math.min(stripe, SHARED);
        long[] cell = cell(index);
        if (index < SHARED) {
            addOwned(cell, OUTCOMES + outcome, 1);
            if (latencies) {
                addOwned(cell, SUM_NANOS, nanos);
                addOwned(cell, OUTCOMES + outcomes + Buckets.index(nanos), 1);
            }
        } else {
            CELL.getAndAdd(cell, OUTCOMES + outcome, 1L);
            if (latencies) {
                CELL.getAndAdd(cell, SUM_NANOS, nanos);
                CELL.getAndAdd(cell, OUTCOMES + outcomes + Buckets.index(nanos), 1L);
            }
        }
    }

    /**
     * Counts tokens; negative numbers mean that the library did not say, and are left out.
     *
     * @param stripe the slot's index
     */
    public void recordTokens(int stripe, long input, long output) {
        long[] cell = cell(Math.min(stripe, SHARED));
        if (input > 0) {
            CELL.getAndAdd(cell, INPUT_TOKENS, input);
        }
        if (output > 0) {
            CELL.getAndAdd(cell, OUTPUT_TOKENS, output);
        }
    }

    /** How often an outcome was counted. */
    public long count(int outcome) {
        return sum(OUTCOMES + outcome);
    }

    /** How often each outcome was counted. */
    public long[] counts() {
        long[] counts = new long[outcomes];
        for (int i = 0; i < cells.length; i++) {
            long[] cell = (long[]) CELLS.getAcquire(cells, i);
            if (cell != null) {
                for (int o = 0; o < outcomes; o++) {
                    counts[o] += (long) CELL.getOpaque(cell, OUTCOMES + o);
                }
            }
        }
        return counts;
    }

    /** How often any outcome was counted. */
    public long total() {
        long total = 0;
        for (long count : counts()) {
            total += count;
        }
        return total;
    }

    /**
     * What has begun and has no outcome yet; the outcomes are read first, so that it is never below 0. It allocates nothing: calls
     * ask it of each node that they may choose.
     */
    public int inFlight() {
        long inFlight = 0;
        for (int i = 0; i < cells.length; i++) {
            long[] cell = (long[]) CELLS.getAcquire(cells, i);
            if (cell != null) {
                for (int o = 0; o < outcomes; o++) {
                    inFlight -= (long) CELL.getOpaque(cell, OUTCOMES + o);
                }
                // The outcomes must be read before the beginnings, or a call that ends meanwhile counts for less than
                // nothing.
                VarHandle.loadLoadFence();
                inFlight += (long) CELL.getOpaque(cell, BEGUN);
            }
        }
        return (int) Math.max(0, inFlight);
    }

    /** Tokens read, as far as libraries told. */
    public long inputTokens() {
        return sum(INPUT_TOKENS);
    }

    /** Tokens written, as far as libraries told. */
    public long outputTokens() {
        return sum(OUTPUT_TOKENS);
    }

    /** Mean latency in nanoseconds; NaN where nothing was counted, or latencies are not kept. */
    public double meanNanos() {
        long total = total();
        return total == 0 || !latencies ? Double.NaN : (double) sum(SUM_NANOS) / total;
    }

    /** How long all that was counted took together, in nanoseconds; 0 where latencies are not kept. */
    public long sumNanos() {
        return sum(SUM_NANOS);
    }

    /** The latencies counted so far. */
    public LatencySnapshot latencies() {
        long[] counts = new long[latencies ? Buckets.COUNT : 0];
        for (int i = 0; i < cells.length; i++) {
            long[] cell = (long[]) CELLS.getAcquire(cells, i);
            if (cell != null) {
                for (int b = 0; b < counts.length; b++) {
                    counts[b] += (long) CELL.getOpaque(cell, OUTCOMES + outcomes + b);
                }
            }
        }
        return new LatencySnapshot(counts);
    }

    private long sum(int field) {
        long sum = 0;
        for (int i = 0; i < cells.length; i++) {
            long[] cell = (long[]) CELLS.getAcquire(cells, i);
            if (cell != null) {
                sum += (long) CELL.getOpaque(cell, field);
            }
        }
        return sum;
    }

    private static void addOwned(long[] cell, int field, long value) {
        CELL.setOpaque(cell, field, (long) CELL.getOpaque(cell, field) + value);
    }

    private long[] cell(int index) {
        long[] cell = cells[index];
        return cell != null ? cell : newCell(index);
    }

    private long[] newCell(int index) {
        long[] fresh = new long[OUTCOMES + outcomes + (latencies ? Buckets.COUNT : 0) + PAD];
        long[] found = (long[]) CELLS.compareAndExchange(cells, index, null, fresh);
        return found != null ? found : fresh;
    }
}
