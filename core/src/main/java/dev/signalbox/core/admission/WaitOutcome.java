package dev.signalbox.core.admission;

/** How a call's wait for room ended. */
public enum WaitOutcome {
    /** It was admitted, at once or after a while, and holds what it asked for. */
    GRANTED,
    /** Its time to live or its deadline was over before there was room. */
    EXPIRED,
    /** The room was full and it was the last in line when another call came. */
    EVICTED,
    /** The room was full when it came, and it would have been the last in line; it did not wait. */
    FULL,
    /** So many wait before it that its deadline would have been over; it did not wait. */
    HOPELESS,
    /** Its thread was interrupted; the interrupt status is still set. */
    INTERRUPTED,
    /** The agent leaves. */
    CLOSED
}
