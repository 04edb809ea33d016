package dev.signalbox.core.health;

import dev.signalbox.core.metrics.LatencySnapshot;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Judges one node from its breaker and its error rate over 10 s. The control thread updates it; anybody reads it.
 *
 * <p>Failed: its breaker is not closed. Degraded: a tenth of at least 5 calls failed; it ends below a twentieth, so that a
 * node on the edge does not flutter.
 */
public final class HealthMonitor {
    private static final long SPAN_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int READINGS = 101;
    private static final double DEGRADED_FROM = 0.10;
    private static final double HEALTHY_BELOW = 0.05;
    private static final int MINIMUM_CALLS = 5;

    private final String nodeId;
    private final Breaker breaker;
    private final ErrorWindow window = new ErrorWindow(SPAN_NANOS, READINGS);
    private final LatencyWindow latencies = new LatencyWindow(SPAN_NANOS);
    private int generation;
    private volatile NodeHealth health;

    /** A monitor of a node without calls. */
    public HealthMonitor(String nodeId, Breaker breaker) {
        this.nodeId = nodeId;
        this.breaker = breaker;
        this.health =
                new NodeHealth(nodeId, HealthStatus.HEALTHY, "no calls yet", PerformanceMetrics.UNKNOWN, Double.NaN, 0);
    }

    /** The judgement in force. */
    public NodeHealth health() {
        return health;
    }

    /**
     * Judges again.
     *
     * @param now the monotonic time in nanoseconds
     * @param calls attempts so far
     * @param answered those that were answered
     * @param failures those that failed by the node's fault
     * @param meter reads the latencies of all of them
     * @return the judgement that is in force from now on
     */
    public NodeHealth update(long now, long calls, long answered, long failures, Supplier<LatencySnapshot> meter) {
        if (breaker.state().generation() != generation) {
            // What was counted under another state must not be held against this one.
            generation = breaker.state().generation();
            window.clear();
            latencies.clear();
        }
        window.add(now, calls, answered, failures);
        latencies.update(now, meter);
        double rate = window.errorRate();
        breaker.openOnRate(rate, window.calls(), now);
        NodeHealth next = judge(rate);
        health = next;
        return next;
    }

    private NodeHealth judge(double rate) {
        long calls = window.calls();
        if (breaker.state() instanceof BreakerState.Open open) {
            return health(HealthStatus.FAILED, open.reason(), rate);
        }
        if (breaker.state() instanceof BreakerState.HalfOpen) {
            return health(HealthStatus.FAILED, "being probed", rate);
        }
        double limit = health.status() == HealthStatus.DEGRADED ? HEALTHY_BELOW : DEGRADED_FROM;
        if (calls >= MINIMUM_CALLS && rate >= limit) {
            return health(HealthStatus.DEGRADED, percent(rate) + " of " + calls + " calls failed", rate);
        }
        String reason = calls == 0 ? "no calls in the last 10 s" : percent(rate) + " of " + calls + " calls failed";
        return health(HealthStatus.HEALTHY, reason, rate);
    }

    private NodeHealth health(HealthStatus status, String reason, double rate) {
        LatencySnapshot within = latencies.latencies();
        PerformanceMetrics performance = new PerformanceMetrics(
                within.quantileMillis(0.5),
                within.quantileMillis(0.95),
                1 - rate,
                window.answeredRate(),
                window.failures());
        return new NodeHealth(nodeId, status, reason, performance, rate, window.calls());
    }

    private static String percent(double rate) {
        return Math.round(rate * 100) + " %";
    }
}
