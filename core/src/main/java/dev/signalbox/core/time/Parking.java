package dev.signalbox.core.time;

/** Makes the calling thread wait until another one wakes it; the only door to parking. */
public interface Parking {
    /**
     * Waits until the thread is unparked or interrupted or the time is over; it may return earlier for no reason. A thread that was
     * unparked before does not wait.
     *
     * @param nanos the longest wait, in nanoseconds
     * @return false where the thread is interrupted; its interrupt status is kept set
     */
    boolean park(long nanos);

    /** Ends a thread's wait, or its next one where it does not wait. */
    void unpark(Thread thread);
}
