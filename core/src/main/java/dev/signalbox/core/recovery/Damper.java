package dev.signalbox.core.recovery;

import java.util.concurrent.TimeUnit;

/**
 * Keeps what goes out of use from flapping: it stays out for 10 s at least, and for twice as long as the time before where it
 * goes out within 10 minutes of its return, up to 10 minutes. One thread at a time.
 */
public final class Damper {
    private static final long SHORTEST_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(10);
    private static final long WINDOW_NANOS = TimeUnit.MINUTES.toNanos(10);

    private boolean returned;
    private long returnedNanos;
    private long wentNanos;
    private long stayNanos = SHORTEST_NANOS;

    /** It goes out of use. */
    public void went(long now) {
        boolean again = returned && now - returnedNanos < WINDOW_NANOS;
        stayNanos = again ? Math.min(stayNanos * 2, LONGEST_NANOS) : SHORTEST_NANOS;
        wentNanos = now;
    }

    /** Whether it has been out for long enough. */
    public boolean mayReturn(long now) {
        return now - wentNanos >= stayNanos;
    }

    /** It is in use again. */
    public void returned(long now) {
        returned = true;
        returnedNanos = now;
    }

    /** How long it stays out at least, in nanoseconds. */
    public long stayNanos() {
        return stayNanos;
    }
}
