package dev.signalbox.core.health;

/**
 * How attempts went over the last 10 s. A number that cannot be told, as where there was no attempt, is NaN.
 *
 * @param responseTimeMillis median latency of the attempts, whatever came of them, in milliseconds; within 6.25 %
 * @param p95Millis their 95th percentile, in milliseconds
 * @param successRate share of the attempts that did not fail by the node's fault, 0 to 1
 * @param efficiency share of the attempts that were answered, 0 to 1
 * @param errors attempts that failed by the node's fault
 */
public record PerformanceMetrics(
        double responseTimeMillis, double p95Millis, double successRate, double efficiency, long errors) {
    /** Before anything was measured. */
    public static final PerformanceMetrics UNKNOWN =
            new PerformanceMetrics(Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0);
}
