package dev.signalbox.core.admission;

import java.util.concurrent.TimeUnit;

/**
 * How fast a room empties: its last grants over the time for which somebody waited meanwhile. Time in which nobody waited says
 * nothing about how fast there is room. Used under the lock of {@link Waiters}.
 */
final class GrantRate {
    private static final int KEPT = 32;
    /** Fewer grants than this say nothing. */
    private static final int FEWEST = 4;
    /** What is older says nothing. Were it kept, a room that nobody may enter would keep its bad rate forever. */
    private static final long FORGET_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final long[] times = new long[KEPT];
    /** The occupied time at each grant. */
    private final long[] occupiedAt = new long[KEPT];

    private long grants;
    private long occupiedNanos;
    private boolean occupied;
    private long sinceNanos;

    /** Somebody waits from now on, or nobody does. */
    void occupied(boolean somebody, long now) {
        if (somebody != occupied) {
            occupiedNanos = occupiedNanos(now);
            occupied = somebody;
            sinceNanos = now;
        }
    }

    void granted(long now) {
        int i = (int) (grants++ % KEPT);
        times[i] = now;
        occupiedAt[i] = occupiedNanos(now);
    }

    /** The time from grant to grant, in nanoseconds; -1 where it is not known. */
    double nanosPerGrant(long now) {
        long oldest = Math.max(0, grants - KEPT);
        while (oldest < grants && now - times[(int) (oldest % KEPT)] > FORGET_NANOS) {
            oldest++;
        }
        long recent = grants - oldest;
        // The first one only says when the time of the others began.
        return recent <= FEWEST ? -1 : (double) (occupiedNanos(now) - occupiedAt[(int) (oldest % KEPT)]) / (recent - 1);
    }

    private long occupiedNanos(long now) {
        return occupied ? occupiedNanos + Math.max(0, now - sinceNanos) : occupiedNanos;
    }
}
