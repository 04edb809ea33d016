package dev.signalbox.core.admission;

import org.jspecify.annotations.Nullable;

/**
 * One call that waits for room, and how it is admitted. It is used for one wait.
 *
 * <p>Whoever grants writes to it under the lock of {@link Waiters}, the outcome last; the waiting thread reads the outcome first.
 * So whatever {@link #tryAdmit} wrote is seen by the thread that was waiting.
 */
public abstract class Waiter {
    /** The room it stands in. */
    @Nullable
    WaitRoom room;

    @Nullable
    Thread thread;

    int rank;
    long arrivalNanos;
    /** How long the deadline leaves it after its arrival. */
    long longestNanos;
    /** Its place: smaller goes first. */
    long key;
    /** Tells apart those with the same key: who came first goes first. */
    long order;

    /** When its thread has to look after itself at the latest. */
    volatile long wakeNanos;
    /** What its own {@link #tryAdmit} threw; it is for its own thread. */
    @Nullable
    Throwable failure;

    /** Null while it waits; written once. */
    volatile @Nullable WaitOutcome outcome;

    /**
     * Takes all that the call needs, or nothing. The waiting thread or any other that freed something runs it, while the waiting
     * thread does nothing else; it must not block, nor wait in a room. What it takes and gives back itself frees nothing for others.
     *
     * @param now the monotonic time in nanoseconds
     * @return true where the call may run; it holds what it asked for then, and has to give it back
     */
    protected abstract boolean tryAdmit(long now);

    /**
     * How long until there may be room though nobody frees any, as in a token budget that refills; asked after {@link #tryAdmit} was in
     * vain.
     *
     * @param now the monotonic time in nanoseconds
     * @return in nanoseconds; negative where room comes only by what others give back
     */
    protected long roomInNanos(long now) {
        return -1;
    }

    /**
     * Whether there is room that is held back for more important calls, which is all that it was refused for; asked after {@link
     * #tryAdmit} was in vain. Others may go before it then, and only then.
     */
    protected boolean isHeldBack() {
        return false;
    }

    /** Whether it was admitted; tells a caller whose wait ended by an exception what it has to give back. */
    public final boolean isGranted() {
        return outcome == WaitOutcome.GRANTED;
    }

    final boolean isBefore(Waiter other) {
        long difference = key - other.key;
        return difference != 0 ? difference < 0 : order < other.order;
    }
}
