package dev.signalbox.agent.jmx;

import dev.signalbox.core.control.CostInfo;
import dev.signalbox.core.control.NodeHealthInfo;
import dev.signalbox.core.control.NodeMXBean;
import dev.signalbox.core.engine.Engine;
import dev.signalbox.core.health.BreakerState;
import dev.signalbox.core.health.Ejected;
import dev.signalbox.core.health.LastProbe;
import dev.signalbox.core.metrics.ResourceCost;
import dev.signalbox.core.model.Node;
import dev.signalbox.core.site.FailureClass;
import dev.signalbox.core.time.TimeSource;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A node as JMX shows it, and its switch by hand. */
final class NodeBean implements NodeMXBean {
    private final Engine engine;
    private final Node node;
    private final TimeSource time;

    NodeBean(Engine engine, Node node, TimeSource time) {
        this.engine = engine;
        this.node = node;
        this.time = time;
    }

    /** The word for a class of failure: {@code too-large}. */
    static String word(FailureClass failure) {
        return failure.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public String getName() {
        return node.name();
    }

    @Override
    public String getModel() {
        return node.model();
    }

    @Override
    public String getClassName() {
        return node.instance().className();
    }

    @Override
    public String getCallSite() {
        return node.instance().siteId();
    }

    @Override
    public String getHealth() {
        return node.monitor().health().status().word();
    }

    @Override
    public String getHealthReason() {
        return node.monitor().health().reason();
    }

    @Override
    public String getBreaker() {
        BreakerState state = node.breaker().state();
        if (state instanceof BreakerState.Open) {
            return "open";
        }
        return state instanceof BreakerState.HalfOpen ? "half-open" : "closed";
    }

    @Override
    public double getBreakerSecondsLeft() {
        return node.breaker().state() instanceof BreakerState.Open open
                ? Math.max(0, open.untilNanos() - time.nanoTime()) / 1e9
                : Double.NaN;
    }

    @Override
    public boolean isDrained() {
        return node.isDrained();
    }

    @Override
    public double getAutomaticWeight() {
        return node.automaticWeight();
    }

    @Override
    public boolean isLeaving() {
        return node.isLeaving();
    }

    @Override
    public boolean isAlive() {
        return node.isAlive();
    }

    @Override
    public int getInFlight() {
        return node.inFlight();
    }

    @Override
    public long getCalls() {
        return node.meter().total();
    }

    @Override
    public long getFailures() {
        return node.failures();
    }

    @Override
    public long getCallerFaults() {
        return node.meter().count(Node.outcome(FailureClass.CALLER));
    }

    @Override
    public Map<String, Long> getFailuresByClass() {
        Map<String, Long> counts = new TreeMap<>();
        for (FailureClass failure : FailureClass.values()) {
            counts.put(word(failure), node.meter().count(Node.outcome(failure)));
        }
        return counts;
    }

    @Override
    public int getConsecutiveFailures() {
        return node.breaker().consecutiveFailures();
    }

    @Override
    public double getErrorRate() {
        return node.monitor().health().errorRate();
    }

    @Override
    public double getResponseTimeMillis() {
        return health().responseTimeMillis();
    }

    @Override
    public double getRecentP95Millis() {
        return health().p95Millis();
    }

    @Override
    public double getSuccessRate() {
        return health().successRate();
    }

    @Override
    public double getEfficiency() {
        return health().efficiency();
    }

    @Override
    public long getRecentErrors() {
        return health().errors();
    }

    @Override
    public double getUsualP50Millis() {
        return health().usualP50Millis();
    }

    @Override
    public double getUsualP95Millis() {
        return health().usualP95Millis();
    }

    @Override
    public double getUsualInFlight() {
        return health().usualInFlight();
    }

    @Override
    public String getAvailableResources() {
        return Available.of(engine, node.name(), time.nanoTime());
    }

    @Override
    public boolean isEjected() {
        return node.monitor().ejection().inForce() != null;
    }

    @Override
    public String getEjectedReason() {
        Ejected ejected = node.monitor().ejection().inForce();
        return ejected == null
                ? ""
                : ejected.inWords()
                        + (node.monitor().ejection().isIgnored() ? "; ignored while too few others may be called" : "");
    }

    @Override
    public double getEjectedSecondsLeft() {
        Ejected ejected = node.monitor().ejection().inForce();
        return ejected == null ? Double.NaN : ejected.secondsLeft(time.nanoTime());
    }

    @Override
    public String getLastProbe() {
        LastProbe last = node.monitor().lastProbe();
        return last == null ? "" : Instant.ofEpochMilli(last.wallMillis()) + ": " + last.text();
    }

    @Override
    public CostInfo getCost() {
        ResourceCost cost = node.cost(time.nanoTime());
        return new CostInfo(
                cost.memoryUsageMB(),
                cost.cpuUtilization(),
                cost.expectedLatencyMillis(),
                cost.estimatedTokens(),
                node.costs().recorded());
    }

    private NodeHealthInfo health() {
        return HealthView.of(engine, node.monitor().health(), time.nanoTime());
    }

    @Override
    public double getMeanMillis() {
        return node.meter().meanNanos() / 1e6;
    }

    @Override
    public double getP50Millis() {
        return node.meter().latencies().quantileMillis(0.5);
    }

    @Override
    public double getP95Millis() {
        return node.meter().latencies().quantileMillis(0.95);
    }

    @Override
    public double getP99Millis() {
        return node.meter().latencies().quantileMillis(0.99);
    }

    @Override
    public long getInputTokens() {
        return node.meter().inputTokens();
    }

    @Override
    public long getOutputTokens() {
        return node.meter().outputTokens();
    }

    @Override
    public void drain() {
        engine.operator(Caller.name()).drain(node.name(), true);
    }

    @Override
    public void resume() {
        engine.operator(Caller.name()).drain(node.name(), false);
    }

    @Override
    public void eject() {
        eject("");
    }

    @Override
    public void eject(@Nullable String duration) {
        engine.operator(Caller.name()).eject(node.name(), Arguments.nanos("duration", duration));
    }

    @Override
    public String probe() {
        return engine.operator(Caller.name()).probe(node.name());
    }
}
