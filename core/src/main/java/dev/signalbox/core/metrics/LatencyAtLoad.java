package dev.signalbox.core.metrics;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;

/**
 * How long a node takes with so many calls in flight, from its last 15 answers, each tagged with what was in flight when its call
 * came.
 *
 * <p>A sample is kept as latency per call in flight, so that what was seen at one load tells of another in proportion; the median
 * is that of the samples near the newest one's load. Three things are added, for a sample tells only of what was answered:
 *
 * <ul>
 *   <li>failures among the last 32 outcomes are charged with ten times the latency each, against the answers: a node that fails
 *       fast must not look fast;
 *   <li>a node with calls in flight is at least as slow as its silence says: answers that come at random at the known pace are
 *       silent for three times their mean gap in 5 of 100 cases only;
 *   <li>what is known of an idle node counts for less and less, so that a slow one is tried again, the later the slower it was.
 * </ul>
 *
 * <p>Nobody waits and nothing is allocated. Where two answers meet, the median may leave one out until the next one comes.
 */
public final class LatencyAtLoad {
    private static final VarHandle SAMPLE = MethodHandles.arrayElementVarHandle(long[].class);
    private static final VarHandle WRITTEN;
    private static final VarHandle OUTCOMES;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            WRITTEN = lookup.findVarHandle(LatencyAtLoad.class, "written", int.class);
            OUTCOMES = lookup.findVarHandle(LatencyAtLoad.class, "outcomes", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final int KEPT = 15;
    /** With fewer samples near the newest one's load, all are taken. */
    private static final int LEAST_NEAR = 3;

    private static final double CHARGE = 10;
    private static final long FORGIVEN_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int MOST_GAPS = 3;
    /** What is known of an idle node is worth half after as many of its latencies, but not before a second. */
    private static final int HALF_LIFE_LATENCIES = 10;

    private static final long LEAST_HALF_LIFE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Of each sample the load below, the bits of the latency per call in flight above, as a float: they compare as integers. */
    private final long[] samples = new long[KEPT];

    private static final int SHARE_SHIFT = 32;

    private volatile int written;
    /** The median latency per call in flight, in nanoseconds. */
    private volatile float median;
    /** The last 32 outcomes, the newest lowest, a one for a failure; above them a one for each that there was. */
    private volatile long outcomes;

    private static final int SEEN_SHIFT = 32;
    private static final long FAILURES = 0xFFFF_FFFFL;

    private volatile long endedAt;
    private volatile long failedAt;

    /**
     * An answer.
     *
     * @param inFlight the calls in flight when its call came, that one not included
     * @param nanos how long it took
     * @param now the monotonic time in nanoseconds
     */
    public void answered(int inFlight, long nanos, long now) {
        outcome(0);
        float share = (float) Math.max(1, nanos) / (inFlight + 1);
        int n = (int) WRITTEN.getAndAdd(this, 1) & Integer.MAX_VALUE;
        SAMPLE.setOpaque(samples, n % KEPT, (long) Float.floatToRawIntBits(share) << SHARE_SHIFT | inFlight);
        int size = Math.min(n + 1, KEPT);
        median = Float.intBitsToFloat(near(size, inFlight) < LEAST_NEAR ? all(size) : median(size, inFlight));
        endedAt = now;
    }

    /** A failure by the node's fault; how fast it failed says nothing about how fast it answers. */
    public void failed(long now) {
        outcome(1);
        failedAt = now;
        endedAt = now;
    }

    /** Forgets everything: it is of a time when the node was another. */
    public void clear() {
        written = 0;
        median = 0;
        outcomes = 0;
    }

    /**
     * What a call costs that comes with so many in flight, in nanoseconds.
     *
     * @return the cost; NaN where nothing is known, infinity where nothing but failures
     */
    public double cost(int inFlight, long now) {
        double share = median;
        if (share == 0) {
            return outcomes == 0 || now - failedAt > FORGIVEN_NANOS ? Double.NaN : Double.POSITIVE_INFINITY;
        }
        double nanos = share * (inFlight + 1);
        double silent = Math.max(0, now - endedAt);
        if (inFlight > 0) {
            return charge() * Math.max(nanos, silent * inFlight / MOST_GAPS);
        }
        return charge() * nanos / (1 + silent / Math.max(LEAST_HALF_LIFE_NANOS, HALF_LIFE_LATENCIES * nanos));
    }

    private double charge() {
        long o = outcomes;
        int failures = Long.bitCount(o & FAILURES);
        int answers = Long.bitCount(o >>> SEEN_SHIFT) - failures;
        return 1 + CHARGE * failures / (answers + 1);
    }

    private void outcome(long failure) {
        long before;
        long after;
        do {
            before = outcomes;
            long seen = before >>> SEEN_SHIFT << 1 | 1;
            after = seen << SEEN_SHIFT | (before << 1 | failure) & FAILURES;
        } while (!OUTCOMES.weakCompareAndSet(this, before, after));
    }

    private static boolean isNear(int load, int to) {
        return load + 1 <= 2 * (to + 1) && to + 1 <= 2 * (load + 1);
    }

    private int near(int size, int load) {
        int near = 0;
        for (int i = 0; i < size; i++) {
            near += isNear((int) (long) SAMPLE.getOpaque(samples, i), load) ? 1 : 0;
        }
        return near;
    }

    private int all(int size) {
        return median(size, -1);
    }

    /**
     * The median of the samples near a load, or of all where that is negative, as the bits of a float. Found by counting, for
     * sorting would need room.
     */
    private int median(int size, int load) {
        int last = 0;
        for (int i = 0; i < size; i++) {
            long candidate = (long) SAMPLE.getOpaque(samples, i);
            if (load >= 0 && !isNear((int) candidate, load)) {
                continue;
            }
            int less = 0;
            int same = 0;
            int more = 0;
            last = (int) (candidate >>> SHARE_SHIFT);
            for (int k = 0; k < size; k++) {
                long other = (long) SAMPLE.getOpaque(samples, k);
                if (load < 0 || isNear((int) other, load)) {
                    int share = (int) (other >>> SHARE_SHIFT);
                    less += share < last ? 1 : 0;
                    same += share == last ? 1 : 0;
                    more += share > last ? 1 : 0;
                }
            }
            if (less <= more + same - 1 && more <= less + same) {
                return last;
            }
        }
        return last; // the samples changed meanwhile
    }
}
