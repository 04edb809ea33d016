package dev.signalbox.core.config;

import java.time.Duration;

/**
 * Whether a route's calls may wait for room.
 *
 * @param longest how long a call may wait; zero where none may
 * @param most how many may wait at a time
 */
public record WaitConfig(Duration longest, int most) {
    /** How many may wait where the file does not say. */
    static final int MOST = 100;
    /** None may wait. */
    public static final WaitConfig NONE = new WaitConfig(Duration.ZERO, 0);
}
