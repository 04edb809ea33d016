package dev.signalbox.core.admission;

import java.util.concurrent.TimeUnit;

/**
 * What a provider's refusals (HTTP 429) say of its limits: each takes 30 % off what is asked of it, down to a tenth; 5 % of the
 * whole come back a second. Nothing is asked of it until the time that it named is over. Under the budget's lock.
 */
final class Feedback {
    /** The whole, in millionths. */
    static final long WHOLE = 1_000_000;

    private static final long LEAST = WHOLE / 10;
    /** A millionth comes back in this time: 5 % in a second. */
    private static final long NANOS_PER_MILLIONTH = TimeUnit.SECONDS.toNanos(1) / (WHOLE / 20);
    /** Calls that were under way together are refused together: they tell of one overload. */
    private static final long ONE_OVERLOAD_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** Longer than any quota's period. A provider that names more is asked again after it. */
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.DAYS.toNanos(1);

    private long share = WHOLE;
    private long cutAt;
    private long recoveredAt;
    private boolean paused;
    private long pausedUntil;

    /** The share of the configured limits that may be asked for, in millionths. */
    long share() {
        return share;
    }

    /** Whether nothing may be asked for until {@link #pausedUntil}. */
    boolean isPaused() {
        return paused;
    }

    long pausedUntil() {
        return pausedUntil;
    }

    /**
     * The provider refused a call.
     *
     * @param retryAfterNanos how long it wants to be left alone; -1 where it did not say
     */
    void overloaded(long retryAfterNanos, long now) {
        if (share == WHOLE || now - cutAt >= ONE_OVERLOAD_NANOS) {
            share = Math.max(LEAST, share / 10 * 7);
            cutAt = now;
            recoveredAt = now;
        }
        if (retryAfterNanos > 0) {
            long until = now + Math.min(retryAfterNanos, LONGEST_PAUSE_NANOS);
            pausedUntil = paused && pausedUntil - until > 0 ? pausedUntil : until;
            paused = true;
        }
    }

    /**
     * Time goes by.
     *
     * @return whether anything changed
     */
    boolean recover(long now) {
        if (share == WHOLE && !paused) {
            return false;
        }
        if (paused) {
            if (now - pausedUntil < 0) {
                return false;
            }
            paused = false;
            recoveredAt = pausedUntil;
        }
        long back = Math.min(WHOLE - share, Math.max(0, now - recoveredAt) / NANOS_PER_MILLIONTH);
        share += back;
        recoveredAt += back * NANOS_PER_MILLIONTH;
        return true;
    }

    /** How long until the share is so large, if nothing is refused meanwhile, in nanoseconds. */
    long nanosUntil(long wanted, long now) {
        long from = paused ? pausedUntil : recoveredAt;
        return share >= wanted ? 0 : Math.max(0, from - now + (wanted - share) * NANOS_PER_MILLIONTH);
    }
}
