package dev.signalbox.core.config;

import java.time.Duration;

/**
 * How long a call may take over all its attempts.
 *
 * @param after 1 ms to 1 h; zero where there is no deadline
 * @param interrupts whether the calling thread is interrupted where an attempt takes too long
 */
public record DeadlineConfig(Duration after, Interrupts interrupts) {
    /** No deadline. */
    public static final DeadlineConfig NONE = new DeadlineConfig(Duration.ZERO, Interrupts.WHERE_SAFE);

    /** Whether the calling thread is interrupted where an attempt takes too long. */
    public enum Interrupts {
        /** Where the call site says that an interrupt ends a call and leaves the library whole. */
        WHERE_SAFE,
        /** Always, on the user's word. */
        ALWAYS,
        /** Never. */
        NEVER
    }
}
