package dev.signalbox.core.health;

/**
 * A judgement of one node.
 *
 * @param nodeId the node's name
 * @param status how well it does
 * @param reason why, in words
 * @param performance how its attempts went over the last 10 s
 * @param errorRate share of failed attempts over the last 10 s, 0 to 1; NaN where there were none
 * @param calls attempts over the last 10 s
 */
public record NodeHealth(
        String nodeId,
        HealthStatus status,
        String reason,
        PerformanceMetrics performance,
        double errorRate,
        long calls) {}
