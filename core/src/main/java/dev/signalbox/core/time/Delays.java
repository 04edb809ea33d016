package dev.signalbox.core.time;

/** Runs work after a while without making the calling thread wait; the only door to timers. */
@FunctionalInterface
public interface Delays {
    /**
     * Runs work on a thread of ours.
     *
     * @param nanos how long to wait before, in nanoseconds
     * @param work must not throw
     */
    void after(long nanos, Runnable work);
}
