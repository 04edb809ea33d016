package dev.signalbox.core.metrics;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;

/**
 * What the last {@value #KEPT} sampled calls took. Nobody waits and nothing is allocated where a sample is recorded; a reader misses one
 * that is just being written over.
 */
public final class CostMeter {
    /** How many samples are kept. */
    static final int KEPT = 128;

    private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);
    private static final VarHandle RECORDED;

    static {
        try {
            RECORDED = MethodHandles.lookup().findVarHandle(CostMeter.class, "recorded", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Of each sample its number, from 1; 0 where there is none yet. */
    private static final int NUMBER = 0;
    /** Stands for the number of a sample that is being written. */
    private static final long WRITING = -1;

    private static final int BYTES = 1;
    private static final int CPU = 2;
    private static final int NANOS = 3;
    private static final int AT = 4;
    private static final int WORDS = 5;

    private final long[] cells = new long[KEPT * WORDS];
    private volatile long recorded;

    /**
     * A call has ended that was sampled; negative bytes or CPU time are unknown.
     *
     * @param allocatedBytes what its thread allocated
     * @param cpuNanos how long its thread kept a processor busy
     * @param nanos how long it lasted
     * @param now the monotonic time in nanoseconds
     */
    public void record(long allocatedBytes, long cpuNanos, long nanos, long now) {
        long number = (long) RECORDED.getAndAdd(this, 1L) + 1;
        int at = (int) (number % KEPT) * WORDS;
        long before = (long) CELL.getOpaque(cells, at + NUMBER);
        if (before == WRITING || !CELL.compareAndSet(cells, at + NUMBER, before, WRITING)) {
            return; // whoever writes there has been overtaken by all the others: one sample less
        }
        CELL.setOpaque(cells, at + BYTES, allocatedBytes);
        CELL.setOpaque(cells, at + CPU, cpuNanos);
        CELL.setOpaque(cells, at + NANOS, nanos);
        CELL.setOpaque(cells, at + AT, now);
        CELL.setRelease(cells, at + NUMBER, number);
    }

    /** How many samples there were so far. */
    public long recorded() {
        return recorded;
    }

    /** The samples that are kept, in no order. */
    public List<CostSample> samples() {
        List<CostSample> samples = new ArrayList<>();
        for (int at = 0; recorded > 0 && at < cells.length; at += WORDS) {
            long number = (long) CELL.getAcquire(cells, at + NUMBER);
            CostSample sample = new CostSample(word(at + BYTES), word(at + CPU), word(at + NANOS), word(at + AT));
            VarHandle.loadLoadFence();
            if (number > 0 && number == word(at + NUMBER)) {
                samples.add(sample);
            }
        }
        return samples;
    }

    private long word(int index) {
        return (long) CELL.getOpaque(cells, index);
    }
}
