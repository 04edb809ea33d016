package dev.signalbox.core.admission;

import dev.signalbox.core.config.AllocationPriority;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Which share of a limit calls of each priority may fill, so that something is left for those that are more important: of the
 * priorities that are expected the highest may fill all of it, the lowest four fifths, those between them in even steps (llm-d's
 * saturation ceilings). A priority is expected where the configuration names it, and for 10 minutes after its last call. One that
 * is not expected is counted in when it comes. Where one is expected, it may fill everything.
 */
public final class Holdback {
    private static final int ALL_PERMILLE = 1000;
    private static final int HELD_BACK_PERMILLE = 200;
    private static final long REMEMBERED_NANOS = TimeUnit.MINUTES.toNanos(10);
    private static final int RANKS = AllocationPriority.values().length;
    private static final int BITS = 16;

    private static final VarHandle CAME = MethodHandles.arrayElementVarHandle(boolean[].class);

    /** Which ranks came since the last tick. Calls write only what is not there yet: they share the cache line. */
    private final boolean[] came = new boolean[RANKS];

    private final long[] seenNanos = new long[RANKS];
    /** The ranks whose time above means something. */
    private int remembered;

    private int named;
    /** A ceiling for each rank, the lowest rank in the lowest bits. */
    private volatile long ceilings = ceilings(0);

    /**
     * The share of a limit that calls of a rank may fill, 1-1000.
     *
     * @param rank the ordinal of an {@link AllocationPriority}
     */
    public int ceilingPermille(int rank) {
        return (int) (ceilings >>> (rank * BITS)) & 0xFFFF;
    }

    /** Whether calls of a priority are expected. */
    public synchronized boolean isExpected(AllocationPriority priority) {
        return ((named | remembered) >> priority.ordinal() & 1) != 0;
    }

    /** The priorities that the configuration names; they are expected from now on. */
    public synchronized void expect(Set<AllocationPriority> priorities) {
        int ranks = 0;
        for (AllocationPriority priority : priorities) {
            ranks |= 1 << priority.ordinal();
        }
        named = ranks;
        ceilings = ceilings(ranks | remembered);
    }

    /** A call of a rank came. The next tick minds it. */
    public void seen(int rank) {
        if (!(boolean) CAME.getOpaque(came, rank)) {
            CAME.setOpaque(came, rank, true);
        }
    }

    /** What the control thread does: learns which priorities came, and forgets those that have not come for long. */
    public synchronized void tick(long nowNanos) {
        for (int rank = 0; rank < RANKS; rank++) {
            int bit = 1 << rank;
            if ((boolean) CAME.getAndSet(came, rank, false)) {
                seenNanos[rank] = nowNanos;
                remembered |= bit;
            } else if (nowNanos - seenNanos[rank] > REMEMBERED_NANOS) {
                remembered &= ~bit;
            }
        }
        ceilings = ceilings(named | remembered);
    }

    private static long ceilings(int expected) {
        long ceilings = 0;
        for (int rank = 0; rank < RANKS; rank++) {
            int with = expected | 1 << rank;
            int others = Integer.bitCount(with) - 1;
            int higher = Integer.bitCount(with & ((1 << rank) - 1));
            long ceiling = ALL_PERMILLE - (others == 0 ? 0 : higher * HELD_BACK_PERMILLE / others);
            ceilings |= ceiling << (rank * BITS);
        }
        return ceilings;
    }
}
