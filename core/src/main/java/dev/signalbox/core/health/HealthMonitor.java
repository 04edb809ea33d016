package dev.signalbox.core.health;

import java.util.concurrent.TimeUnit;

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

    private final Breaker breaker;
    private final ErrorWindow window = new ErrorWindow(SPAN_NANOS, READINGS);
    private int generation;
    private volatile NodeHealth health = new NodeHealth(HealthStatus.HEALTHY, "no calls yet", Double.NaN, 0);

    /** A monitor of a node without calls. */
    public HealthMonitor(Breaker breaker) {
        this.breaker = breaker;
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
     * @param failures those that failed by the node's fault
     * @return the judgement that is in force from now on
     */
    public NodeHealth update(long now, long calls, long failures) {
        if (breaker.state().generation() != generation) {
            // What was counted under another state must not be held against this one.
            generation = breaker.state().generation();
            window.clear();
        }
        window.add(now, calls, failures);
        double rate = window.errorRate();
        breaker.openOnRate(rate, window.calls(), now);
        NodeHealth next = judge(rate);
        health = next;
        return next;
    }

    private NodeHealth judge(double rate) {
        long calls = window.calls();
        if (breaker.state() instanceof BreakerState.Open open) {
            return new NodeHealth(HealthStatus.FAILED, open.reason(), rate, calls);
        }
        if (breaker.state() instanceof BreakerState.HalfOpen) {
            return new NodeHealth(HealthStatus.FAILED, "being probed", rate, calls);
        }
        double limit = health.status() == HealthStatus.DEGRADED ? HEALTHY_BELOW : DEGRADED_FROM;
        if (calls >= MINIMUM_CALLS && rate >= limit) {
            return new NodeHealth(HealthStatus.DEGRADED, percent(rate) + " of " + calls + " calls failed", rate, calls);
        }
        String reason = calls == 0 ? "no calls in the last 10 s" : percent(rate) + " of " + calls + " calls failed";
        return new NodeHealth(HealthStatus.HEALTHY, reason, rate, calls);
    }

    private static String percent(double rate) {
        return Math.round(rate * 100) + " %";
    }
}
