package dev.signalbox.core.health;

/**
 * A state of a breaker. Each change of state starts a new generation; an outcome that carries an older one says nothing
 * about the state in force.
 *
 * <pre>
 *            5 failures in a row, or half of 10 s
 *   Closed ------------------------------------------> Open
 *      ^                                              |    ^
 *      | 3 probes succeeded            its time is up |    | a probe failed: twice as long
 *      +------------------- HalfOpen <----------------+    |
 *                               +--------------------------+
 * </pre>
 */
public sealed interface BreakerState {
    /** Grows with each change of state. */
    int generation();

    /** Failures in a row, of calls that were granted under the generation in force at their end, 0 or more. */
    int failures();

    /**
     * Calls pass. The row of failures is part of the state, so that counting one, ending the row and opening are one step each:
     * beside the state, a row of the time before it opened could be counted on after it closed.
     */
    record Closed(int generation, int failures) implements BreakerState {}

    /**
     * Calls are refused.
     *
     * @param untilNanos when probes are let through
     * @param lengthNanos how long that is, before jitter
     * @param reason why it opened, in words
     */
    record Open(int generation, int failures, long untilNanos, long lengthNanos, String reason)
            implements BreakerState {}

    /**
     * A few calls are let through as probes.
     *
     * @param lengthNanos how long it was open before
     * @param leased probes handed out and not given back
     * @param succeeded probes that succeeded
     * @param leaseEndsNanos when probes that were never settled are counted as lost
     */
    record HalfOpen(int generation, int failures, long lengthNanos, int leased, int succeeded, long leaseEndsNanos)
            implements BreakerState {}
}
