package dev.signalbox.core.model;

import dev.signalbox.core.admission.CallEstimate;
import dev.signalbox.core.admission.Level;
import dev.signalbox.core.drill.Drill;
import dev.signalbox.core.health.Breaker;
import dev.signalbox.core.health.HealthMonitor;
import dev.signalbox.core.metrics.CostMeter;
import dev.signalbox.core.metrics.LatencyAtLoad;
import dev.signalbox.core.metrics.Meter;
import dev.signalbox.core.metrics.PeakLatency;
import dev.signalbox.core.metrics.RecentCost;
import dev.signalbox.core.metrics.ResourceCost;
import dev.signalbox.core.site.FailureClass;
import org.jspecify.annotations.Nullable;

/** One live model instance as a target of calls: what tasks are allocated to, what has health. */
public final class Node {
    /** The outcome under which meters count a success; a failure is counted under {@link #outcome}. */
    public static final int OK = 0;
    /** The most {@link #weight} may be. */
    public static final double MOST_WEIGHT = 100;

    private static final FailureClass[] FAILURES = FailureClass.values();

    private final String name;
    private final String model;
    private final Instance instance;
    private final @Nullable String requestName;
    private final Breaker breaker;
    private final HealthMonitor monitor;
    private final Meter meter = new Meter(Instance.OUTCOMES, true);
    private final Capacity capacity = new Capacity();
    private final LatencyAtLoad latencyAtLoad = new LatencyAtLoad();
    private final PeakLatency peakLatency = new PeakLatency();
    private final CostMeter costs = new CostMeter();
    private final Level level;
    private final CallEstimate estimate;
    private volatile boolean drained;
    private volatile boolean leaving;
    private volatile @Nullable Drill drill;

    /**
     * A node that answers under a name.
     *
     * @param requestName the model name its client is asked for, or null for the client's own
     */
    public Node(String name, String model, Instance instance, @Nullable String requestName, Breaker breaker) {
        this(name, model, instance, requestName, breaker, new CallEstimate());
    }

    /**
     * A node of a model of which something is known.
     *
     * @param requestName the model name its client is asked for, or null for the client's own
     * @param estimate what a call of the model takes
     */
    public Node(
            String name,
            String model,
            Instance instance,
            @Nullable String requestName,
            Breaker breaker,
            CallEstimate estimate) {
        this.name = name;
        this.model = model;
        this.instance = instance;
        this.requestName = requestName;
        this.breaker = breaker;
        this.monitor = new HealthMonitor(name, breaker);
        this.level = new Level("node", name);
        this.estimate = estimate;
    }

    /** The outcome under which a failure is counted. */
    public static int outcome(FailureClass failure) {
        return 1 + failure.ordinal();
    }

    /** Its name: {@code large#0}. */
    public String name() {
        return name;
    }

    /** The model it is a node of. */
    public String model() {
        return model;
    }

    /** The instance that answers. */
    public Instance instance() {
        return instance;
    }

    /** The model name its client is asked for, or null for the client's own. */
    public @Nullable String requestName() {
        return requestName;
    }

    /** What keeps calls away while it fails. */
    public Breaker breaker() {
        return breaker;
    }

    /** Its health. */
    public HealthMonitor monitor() {
        return monitor;
    }

    /** Its attempts by outcome, and their latencies. */
    public Meter meter() {
        return meter;
    }

    /** What limits it alone. */
    public Level level() {
        return level;
    }

    /** What a call of its model takes. */
    public CallEstimate estimate() {
        return estimate;
    }

    /** Attempts under way. */
    public int inFlight() {
        return meter.inFlight();
    }

    /** How much of its siblings' work it is to be given: 1 is as much as any, 0 is none while another one may be called. */
    public double weight() {
        return capacity.weight();
    }

    /**
     * Changes how much of its siblings' work it is given; the next call obeys.
     *
     * @param weight 0 to {@link #MOST_WEIGHT}
     * @throws IllegalArgumentException where it is not; the weight stays what it was then
     */
    public void setWeight(double weight) {
        capacity.setWeight(weight);
    }

    /** Its weight, less while it starts slowly. */
    public double share(long now) {
        return capacity.share(now);
    }

    /**
     * It has just come among siblings, or come back: it is given a tenth of its weight, and all of it after 10 s. How fast it
     * was before says nothing any more.
     */
    public void startSlowly(long now) {
        capacity.startSlowly(now);
        latencyAtLoad.clear();
        peakLatency.clear();
    }

    /** What a call on it costs with so many in flight; known only where its balancing asks for that. */
    public LatencyAtLoad latencyAtLoad() {
        return latencyAtLoad;
    }

    /** Its moving average of latency; known only where its balancing asks for that. */
    public PeakLatency peakLatency() {
        return peakLatency;
    }

    /** What sampled calls of it took. */
    public CostMeter costs() {
        return costs;
    }

    /** What a call of it takes, by the last of those that it answered. */
    public ResourceCost cost(long now) {
        RecentCost recent = RecentCost.of(costs.samples(), now);
        long tokens = meter.inputTokens() + meter.outputTokens();
        return new ResourceCost(
                recent.memoryMB(),
                recent.cpu(),
                monitor.health().performance().responseTimeMillis(),
                tokens > 0 ? (double) tokens / meter.count(OK) : Double.NaN);
    }

    /** Whether an operator keeps new calls from it. */
    public boolean isDrained() {
        return drained;
    }

    /** Keeps new calls from it, or lets them come again. */
    public void setDrained(boolean drained) {
        this.drained = drained;
    }

    /** The drill that strikes calls to it, or null. */
    public @Nullable Drill drill() {
        return drill;
    }

    /** Begins a drill, or ends the one there is. */
    public void setDrill(@Nullable Drill next) {
        Drill before = drill;
        drill = next;
        if (before != null) {
            before.end();
        }
    }

    /** Whether an operator keeps calls from it, by a drain or an ejection: it is called for no reason. */
    public boolean isHeldBack() {
        return drained || monitor.ejection().isByOperator();
    }

    /** The factor by which calls are moved away from it while it is in trouble: 1 while it is not. */
    public double automaticWeight() {
        return capacity.automatic();
    }

    /** Sets the automatic factor, above 0 and up to 1. */
    public void setAutomaticWeight(double factor) {
        capacity.setAutomatic(factor);
    }

    /** The operator's weight times the automatic one. */
    public double effectiveWeight() {
        return capacity.weight() * capacity.automatic();
    }

    /** Whether it is being taken away: it is given no new call, and closed once it has none. */
    public boolean isLeaving() {
        return leaving;
    }

    /** Begins to take it away; there is no way back. */
    public void leave() {
        leaving = true;
    }

    /** Whether its instance is still there. */
    public boolean isAlive() {
        return !instance.refersTo(null);
    }

    /** Attempts that failed by its own fault. */
    public long failures() {
        return failures(meter.counts());
    }

    /** The attempts that failed by the node's own fault, among counts of outcomes. */
    public static long failures(long[] counts) {
        long n = 0;
        for (FailureClass f : FAILURES) {
            if (f.countsAgainstHealth()) {
                n += counts[outcome(f)];
            }
        }
        return n;
    }
}
