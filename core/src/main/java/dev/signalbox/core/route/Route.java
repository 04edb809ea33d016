package dev.signalbox.core.route;

import dev.signalbox.core.config.RouteConfig;
import dev.signalbox.core.metrics.Meter;
import dev.signalbox.core.recovery.RetryBudget;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** A named decision point: its chains, the plan in force, the operator's switch, and what its callers saw. */
public final class Route {
    private static final int ANSWERED = 0;
    private static final int FAILED = 1;
    private static final int OUTCOMES = 2;

    private final RouteConfig config;
    private final List<Chain> chains;
    private final RetryBudget retryBudget;
    private final Meter calls = new Meter(OUTCOMES, true);
    private final LongAdder attemptFailures = new LongAdder();
    private final LongAdder failovers = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    private final LongAdder lastResorts = new LongAdder();
    private volatile Plan plan = new Plan(0, List.of(), List.of(), false);
    private volatile @Nullable Forced forced;

    /**
     * A route without a plan.
     *
     * @param now the monotonic time in nanoseconds
     */
    public Route(RouteConfig config, long now) {
        this.config = config;
        this.chains = config.chains().stream()
                .map(c -> new Chain(config.name(), c.name(), c.model()))
                .toList();
        this.retryBudget = new RetryBudget(config.retry().budget(), now);
    }

    /** Its name. */
    public String name() {
        return config.name();
    }

    /** What the config says of it. */
    public RouteConfig config() {
        return config;
    }

    /** Its chains, primary first. */
    public List<Chain> chains() {
        return chains;
    }

    /** The plan in force. */
    public Plan plan() {
        return plan;
    }

    /** Puts a plan in force; the next call obeys. */
    void publish(Plan next) {
        plan = next;
    }

    /** The operator's failover, or null. */
    public @Nullable Forced forced() {
        return forced;
    }

    /** Sets or ends the operator's failover; it takes effect with the next plan. */
    public void force(@Nullable Forced next) {
        forced = next;
    }

    /** What bounds its retries. */
    public RetryBudget retryBudget() {
        return retryBudget;
    }

    /** Its calls, answered and failed, as their callers saw them. */
    public Meter calls() {
        return calls;
    }

    /** Counts a call's end as its caller saw it. */
    public void record(int stripe, boolean answered, long nanos) {
        calls.record(stripe, answered ? ANSWERED : FAILED, nanos);
    }

    /** Calls whose caller was given an exception. */
    public long callerFailures() {
        return calls.count(FAILED);
    }

    /** Attempts that failed. */
    public LongAdder attemptFailures() {
        return attemptFailures;
    }

    /** Calls that failed on one chain and were answered by another. */
    public LongAdder failovers() {
        return failovers;
    }

    /** Attempts repeated on the same node. */
    public LongAdder retries() {
        return retries;
    }

    /** Calls that no chain was allowed to run. */
    public LongAdder rejected() {
        return rejected;
    }

    /** Calls that no breaker would let through and that therefore ran where the application had put them. */
    public LongAdder lastResorts() {
        return lastResorts;
    }
}
