package dev.signalbox.core.health;

import dev.signalbox.core.metrics.LatencySnapshot;

/**
 * One reading of a node, over the last 10 s where nothing else is said.
 *
 * @param now the monotonic time in nanoseconds
 * @param errorRate share of failed calls, 0 to 1; NaN where there were none
 * @param calls calls that ended
 * @param inARow failures in a row
 * @param latencies of the calls that ended, up to the last full second
 * @param inFlight calls in flight now
 * @param oldestMillis how long the oldest of them has been under way, in milliseconds; NaN where there is none
 * @param machine why the machine counts as saturated, or empty
 */
record Vitals(
        long now,
        double errorRate,
        long calls,
        int inARow,
        LatencySnapshot latencies,
        int inFlight,
        double oldestMillis,
        String machine) {}
