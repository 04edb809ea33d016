package dev.signalbox.core.drill;

import dev.signalbox.core.time.Randomness;
import java.util.concurrent.atomic.LongAdder;

/** Trouble that is injected into a share of the calls to one node, until a moment that is fixed when it begins. */
public final class Drill {
    private static final long PARTS = 1_000_000;

    private final DrillKind kind;
    private final double share;
    private final long latencyNanos;
    private final long endsNanos;
    private final boolean forced;
    private final LongAdder struck = new LongAdder();
    private volatile boolean over;

    /**
     * A drill.
     *
     * @param share of the calls that are struck, above 0 and up to 1
     * @param latencyNanos how much longer a call takes under {@link DrillKind#LATENCY}, in nanoseconds
     * @param endsNanos when it ends, on the monotonic clock
     * @param forced whether it goes on where its node is the last healthy one of a route
     */
    public Drill(DrillKind kind, double share, long latencyNanos, long endsNanos, boolean forced) {
        this.kind = kind;
        this.share = share;
        this.latencyNanos = latencyNanos;
        this.endsNanos = endsNanos;
        this.forced = forced;
    }

    /** What is injected. */
    public DrillKind kind() {
        return kind;
    }

    /** The share of the calls that are struck, above 0 and up to 1. */
    public double share() {
        return share;
    }

    /** How much longer a call takes under {@link DrillKind#LATENCY}, in nanoseconds. */
    public long latencyNanos() {
        return latencyNanos;
    }

    /** Whether it goes on where its node is the last healthy one of a route. */
    public boolean isForced() {
        return forced;
    }

    /** Calls struck so far. */
    public long struck() {
        return struck.sum();
    }

    /** How long it still lasts, in nanoseconds; 0 where it is over. */
    public long leftNanos(long now) {
        return over ? 0 : Math.max(0, endsNanos - now);
    }

    /** Ends it; calls that hang in it fail soon. */
    public void end() {
        over = true;
    }

    /** Whether a call is struck, which counts it. */
    public boolean strikes(long now, Randomness random) {
        if (leftNanos(now) == 0 || (share < 1 && random.nextLong(PARTS) >= share * PARTS)) {
            return false;
        }
        struck.increment();
        return true;
    }
}
