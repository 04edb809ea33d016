package dev.signalbox.core.route;

import dev.signalbox.core.admission.WaitRoom;
import dev.signalbox.core.config.RouteConfig;
import dev.signalbox.core.metrics.Meter;
import dev.signalbox.core.recovery.RetryBudget;
import dev.signalbox.core.recovery.Tally;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** A named decision point: its chains, the plan in force, the operator's switch, and what its callers saw. */
public final class Route {
    /** What {@link #priority} is where there is more than the route itself to ask. */
    public static final int ASKS = -1;

    private static final int ANSWERED = 0;
    private static final int FAILED = 1;
    private static final int OUTCOMES = 2;

    private final RouteConfig config;
    private final List<Chain> chains;
    private final RetryBudget retryBudget;
    private final Meter calls;
    private final LongAdder attemptFailures;
    private final LongAdder failovers;
    private final LongAdder retries;
    private final LongAdder rejected;
    private final LongAdder lastResorts;
    private final LongAdder missedDeadlines;
    private final LongAdder cutAttempts;
    private final long deadlineNanos;
    private final int priority;
    private final Wishes wishes;
    private final LongAdder unmendable;
    private final LongAdder retried;
    private volatile @Nullable WaitRoom waitRoom;
    private volatile Plan plan;
    private volatile @Nullable Forced forced;

    /**
     * A route without a plan.
     *
     * @param now the monotonic time in nanoseconds
     */
    public Route(RouteConfig config, long now) {
        this.config = config;
        this.chains = config.chains().stream()
                .map(c -> new Chain(
                        config.name(), c.name(), c.model(), config.ranking().maxLatencyNanos()))
                .toList();
        this.retryBudget = new RetryBudget(config.retry().budget(), now);
        this.calls = new Meter(OUTCOMES, true);
        this.attemptFailures = new LongAdder();
        this.failovers = new LongAdder();
        this.retries = new LongAdder();
        this.rejected = new LongAdder();
        this.lastResorts = new LongAdder();
        this.missedDeadlines = new LongAdder();
        this.cutAttempts = new LongAdder();
        this.unmendable = new LongAdder();
        this.retried = new LongAdder();
        this.deadlineNanos = config.deadline().after().toNanos();
        this.wishes = new Wishes(config.wishes());
        this.priority = wishes.rank();
        this.plan = new Plan(0, List.of(), List.of(), List.of(), false, false, null);
    }

    /**
     * A route that takes over from the one that had its name before a reload: what an operator switched stays switched, and
     * what was counted stays counted, for each chain by its name. A failover to a chain that is gone ends.
     *
     * @param now the monotonic time in nanoseconds
     */
    public Route(RouteConfig config, Route before, long now) {
        this.config = config;
        this.chains = config.chains().stream()
                .map(c -> before.chain(c.name())
                        .map(known -> new Chain(c.model(), config.ranking().maxLatencyNanos(), known))
                        .orElseGet(() -> new Chain(
                                config.name(),
                                c.name(),
                                c.model(),
                                config.ranking().maxLatencyNanos())))
                .toList();
        this.retryBudget = new RetryBudget(config.retry().budget(), now);
        this.calls = before.calls;
        this.attemptFailures = before.attemptFailures;
        this.failovers = before.failovers;
        this.retries = before.retries;
        this.rejected = before.rejected;
        this.lastResorts = before.lastResorts;
        this.missedDeadlines = before.missedDeadlines;
        this.cutAttempts = before.cutAttempts;
        this.unmendable = before.unmendable;
        this.retried = before.retried;
        this.deadlineNanos = config.deadline().after().toNanos();
        this.wishes = new Wishes(config.wishes());
        this.priority = wishes.rank();
        this.plan = new Plan(before.plan.version(), List.of(), List.of(), List.of(), false, false, null);
        this.waitRoom = before.waitRoom;
        Forced forcedBefore = before.forced;
        this.forced = forcedBefore != null && chain(forcedBefore.chain()).isPresent() ? forcedBefore : null;
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

    /** A chain by its name. */
    public Optional<Chain> chain(String chainName) {
        return chains.stream().filter(c -> c.name().equals(chainName)).findFirst();
    }

    /** Whether an operator has disabled all chains of a model, of which there is at least one. */
    public boolean isDisabled(String model) {
        boolean disabled = false;
        for (Chain chain : chains) {
            if (chain.model().equals(model)) {
                if (chain.isEnabled()) {
                    return false;
                }
                disabled = true;
            }
        }
        return disabled;
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

    /** Where its calls wait for room, or null where they do not. */
    public @Nullable WaitRoom waitRoom() {
        return waitRoom;
    }

    /** Says where its calls wait for room; the next call obeys. */
    public void waitIn(@Nullable WaitRoom room) {
        waitRoom = room;
    }

    /** How long a call may take over all attempts, in nanoseconds; 0 where there is no deadline. */
    public long deadlineNanos() {
        return deadlineNanos;
    }

    /** How important its calls are: the ordinal of an {@code AllocationPriority}; {@link #ASKS} where {@link #wishes} have to be asked. */
    public int priority() {
        return priority;
    }

    /** Whom it asks how important a call is. */
    public Wishes wishes() {
        return wishes;
    }

    /** Calls whose outcome came after their deadline. */
    public LongAdder missedDeadlines() {
        return missedDeadlines;
    }

    /** Attempts that were cut because a deadline left them no more time. */
    public LongAdder cutAttempts() {
        return cutAttempts;
    }

    /** Calls that failed at once, for a reason that no other attempt mends: the caller's fault, a cancel, the JVM in trouble. */
    public LongAdder unmendable() {
        return unmendable;
    }

    /** Calls that failed and were answered by the same node when it was asked again. */
    public LongAdder retried() {
        return retried;
    }

    /** What became of its calls so far, as far as recovery is concerned. */
    public Tally tally() {
        long hopeless = unmendable.sum();
        long again = retried.sum();
        long without = rejected.sum() + lastResorts.sum();
        return new Tally(
                attemptFailures.sum() - hopeless,
                retries.sum(),
                again,
                failovers.sum() - again,
                callerFailures() - hopeless,
                without);
    }
}
