package dev.signalbox.core.health;

import org.jspecify.annotations.Nullable;

/**
 * A judgement of one node.
 *
 * @param nodeId the node's name
 * @param status how well it does
 * @param reason why, in words
 * @param performance how its attempts went over the last 10 s
 * @param errorRate share of failed attempts over the last 10 s, 0 to 1; NaN where there were none
 * @param calls attempts over the last 10 s
 * @param baseline what it is used to
 * @param ejected why and how long it is kept out of service, or null where it is not
 */
public record NodeHealth(
        String nodeId,
        HealthStatus status,
        String reason,
        PerformanceMetrics performance,
        double errorRate,
        long calls,
        Baseline baseline,
        @Nullable Ejected ejected) {
    /** A judgement of a node that is used to nothing yet. */
    public NodeHealth(
            String nodeId,
            HealthStatus status,
            String reason,
            PerformanceMetrics performance,
            double errorRate,
            long calls) {
        this(nodeId, status, reason, performance, errorRate, calls, Baseline.UNKNOWN, null);
    }
}
