package dev.signalbox.core.control;

/**
 * The judgement of one node over the last 10 s; what cannot be told is NaN.
 *
 * @param nodeId the node's name
 * @param status {@code healthy}, {@code degraded} or {@code failed}
 * @param reason why, in words
 * @param errorRate share of its attempts that failed by its fault, 0 to 1
 * @param responseTimeMillis median latency in milliseconds
 * @param p95Millis 95th percentile of latency in milliseconds
 * @param successRate share of its attempts that did not fail by its fault, 0 to 1
 * @param efficiency share of its attempts that were answered, 0 to 1
 * @param errors attempts that failed by its fault
 */
public record NodeHealthInfo(
        String nodeId,
        String status,
        String reason,
        double errorRate,
        double responseTimeMillis,
        double p95Millis,
        double successRate,
        double efficiency,
        long errors) {}
