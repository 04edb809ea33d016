package dev.signalbox.core.time;

/** Makes the calling thread wait; the only door to waiting on a host's thread. */
@FunctionalInterface
public interface Pauser {
    /**
     * Waits about the given time.
     *
     * @param nanos how long, in nanoseconds
     * @return false where the thread was interrupted meanwhile; its interrupt status is kept set
     */
    boolean pause(long nanos);
}
