package dev.signalbox.core.recovery;

import dev.signalbox.core.time.Randomness;

/** The pause before a retry: full jitter under a ceiling that doubles with each retry. */
public final class Backoff {
    private static final int MOST_DOUBLINGS = 16;

    private Backoff() {}

    /**
     * A pause drawn for one retry.
     *
     * @param firstNanos the ceiling before the first retry
     * @param retry 1 for the first retry
     * @return 0 to the ceiling, in nanoseconds
     */
    public static long pauseNanos(long firstNanos, int retry, Randomness random) {
        long ceiling = firstNanos << Math.min(retry - 1, MOST_DOUBLINGS);
        return random.nextLong(Math.max(firstNanos, ceiling) + 1);
    }
}
