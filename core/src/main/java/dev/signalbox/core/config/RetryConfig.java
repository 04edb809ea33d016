package dev.signalbox.core.config;

import java.time.Duration;

/**
 * How an attempt that failed for a passing reason is repeated on the same node before the next chain is tried.
 *
 * @param attempts the most attempts on one node, the first included; 1 (no retry) to 10
 * @param backoff the longest pause before the first retry; it doubles with each further one, and full jitter applies
 * @param budget the share of calls that may be retries, 0 to 1, beside a floor of 10 a second
 */
public record RetryConfig(int attempts, Duration backoff, double budget) {
    /** No retry: a failed attempt goes to the next chain at once. */
    public static final RetryConfig NONE = new RetryConfig(1, Duration.ofMillis(100), 0.2);
}
