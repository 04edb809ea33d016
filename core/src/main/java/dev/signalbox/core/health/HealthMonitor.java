package dev.signalbox.core.health;

import dev.signalbox.core.metrics.LatencySnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Judges one node by the thresholds of a {@link HealthPolicy}. The control thread updates it; anybody reads it.
 *
 * <p>Failed: its breaker is not closed. Degraded: it can be called, but too many of its calls fail, or they take longer or are more at a
 * time than it is used to, or it does worse than its siblings. The machine's load is a reason beside others, never one by itself.
 */
public final class HealthMonitor {
    private static final long SPAN_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int READINGS = 101;

    private final String nodeId;
    private final Breaker breaker;
    private final ErrorWindow window = new ErrorWindow(SPAN_NANOS, READINGS);
    private final LatencyWindow latencies = new LatencyWindow(SPAN_NANOS);
    private final Symptoms symptoms = new Symptoms(HealthPolicy.DEFAULT);
    private final BaselineLearner learner = new BaselineLearner(HealthPolicy.DEFAULT);
    private final Ejection ejection = new Ejection(HealthPolicy.DEFAULT);
    private @Nullable Vitals last;
    private int generation;
    private String unlikeSiblings = "";
    private volatile @Nullable LastProbe lastProbe;
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

    /** Whether the node is kept out of service. */
    public Ejection ejection() {
        return ejection;
    }

    /** What came of its last configured probe, or null where there was none. */
    public @Nullable LastProbe lastProbe() {
        return lastProbe;
    }

    /** Notes what came of a configured probe. */
    public void probed(LastProbe outcome) {
        lastProbe = outcome;
    }

    /** Says how the node is unlike its siblings, or empty where it is like them; the next judgement heeds it. */
    public void unlikeSiblings(String reason) {
        unlikeSiblings = reason;
    }

    /** Whether the node was unlike its siblings when it was last compared. */
    public boolean isUnlikeSiblings() {
        return !unlikeSiblings.isEmpty();
    }

    /** Forgets the last 10 s: what comes next is judged by itself. */
    public void forget() {
        window.clear();
        latencies.clear();
    }

    /** Judges again a node on a machine that is not saturated, of which it is not known what is in flight. */
    public NodeHealth update(long now, long calls, long answered, long failures, Supplier<LatencySnapshot> meter) {
        return update(now, calls, answered, failures, meter, 0, Double.NaN, "");
    }

    /**
     * Judges again.
     *
     * @param now the monotonic time in nanoseconds
     * @param calls attempts so far
     * @param answered those that were answered
     * @param failures those that failed by the node's fault
     * @param meter reads the latencies of all of them
     * @param inFlight attempts under way
     * @param oldestMillis how long the oldest of them has been under way, in milliseconds; NaN where there is none
     * @param machine why the machine counts as saturated, or empty
     * @return the judgement that is in force from now on
     */
    public NodeHealth update(
            long now,
            long calls,
            long answered,
            long failures,
            Supplier<LatencySnapshot> meter,
            int inFlight,
            double oldestMillis,
            String machine) {
        if (breaker.state().generation() != generation) {
            // What was counted under another state must not be held against this one.
            generation = breaker.state().generation();
            forget();
        }
        window.add(now, calls, answered, failures);
        latencies.update(now, meter);
        double rate = window.errorRate();
        breaker.openOnRate(rate, window.calls(), now);
        Vitals vitals = new Vitals(
                now,
                rate,
                window.calls(),
                breaker.consecutiveFailures(),
                latencies.latencies(),
                inFlight,
                oldestMillis,
                machine);
        last = vitals;
        NodeHealth next = judge(vitals);
        health = next;
        return next;
    }

    /** Judges the last reading again, after an ejection began. */
    public void reconsider() {
        Vitals v = last;
        if (v != null) {
            health = judge(v);
        }
    }

    private NodeHealth judge(Vitals v) {
        Baseline usual = learner.baseline();
        List<String> wrong = new ArrayList<>(symptoms.of(v, usual));
        boolean failed = !breaker.isClosed();
        Ejected ejected = ejection.inForce();
        if (ejected != null) {
            wrong.add(0, ejected.inWords());
        } else if (!unlikeSiblings.isEmpty()) {
            wrong.add(unlikeSiblings);
        }
        learner.learn(v, failed || !wrong.isEmpty(), !failed && symptoms.isSlow());
        if (breaker.state() instanceof BreakerState.Open open) {
            return health(HealthStatus.FAILED, waiting(open, v.now()), v);
        }
        if (breaker.state() instanceof BreakerState.HalfOpen) {
            return health(HealthStatus.FAILED, "being probed", v);
        }
        if (!wrong.isEmpty()) {
            return health(HealthStatus.DEGRADED, String.join("; ", wrong), v);
        }
        String reason = v.calls() == 0
                ? "no calls in the last 10 s"
                : percent(v.errorRate()) + " of " + v.calls() + " calls failed";
        return health(HealthStatus.HEALTHY, reason + (v.machine().isEmpty() ? "" : "; " + v.machine()), v);
    }

    private static String waiting(BreakerState.Open open, long now) {
        return open.reason() + (now - open.untilNanos() < 0 ? "" : "; the next call to it probes it");
    }

    private NodeHealth health(HealthStatus status, String reason, Vitals v) {
        LatencySnapshot within = v.latencies();
        PerformanceMetrics performance = new PerformanceMetrics(
                within.quantileMillis(0.5),
                within.quantileMillis(0.95),
                1 - v.errorRate(),
                window.answeredRate(),
                window.failures());
        return new NodeHealth(
                nodeId, status, reason, performance, v.errorRate(), v.calls(), learner.baseline(), ejection.inForce());
    }

    static String percent(double rate) {
        return Math.round(rate * 100) + " %";
    }
}
