package dev.signalbox.core.call;

import dev.signalbox.core.balance.NodePicker;
import dev.signalbox.core.config.Replay;
import dev.signalbox.core.config.RetryConfig;
import dev.signalbox.core.health.Breaker;
import dev.signalbox.core.model.Node;
import dev.signalbox.core.recovery.Backoff;
import dev.signalbox.core.route.Plan;
import dev.signalbox.core.route.Route;
import dev.signalbox.core.site.FailureClass;
import dev.signalbox.core.site.SiteAdapter;
import dev.signalbox.core.time.Pauser;
import dev.signalbox.core.time.Randomness;
import dev.signalbox.core.time.TimeSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Chooses, runs and settles the attempts of one call: plan, permit, node, run, outcome, record, recover. */
public final class Attempts {
    private final TimeSource time;
    private final Pauser pauser;
    private final Randomness random;
    private final Settlement settlement;

    /**
     * Attempts against a clock.
     *
     * @param settlement records what attempts came to
     */
    public Attempts(TimeSource time, Pauser pauser, Randomness random, Settlement settlement) {
        this.time = time;
        this.pauser = pauser;
        this.random = random;
        this.settlement = settlement;
    }

    /** Chooses the first attempt; true where it is the called instance itself, whose body may run in place. */
    boolean first(Call call) {
        Route route = Objects.requireNonNull(call.route);
        Plan plan = route.plan();
        call.follow(plan);
        if (select(call, call.startedNanos)) {
            Node node = Objects.requireNonNull(call.node);
            if (node.requestName() == null && node.instance() == call.instance) {
                begin(call, node, call.startedNanos);
                return true;
            }
            return false;
        }
        return none(call);
    }

    /**
     * No chain may run the call and none has been tried: true where its body runs as a last resort. Every breaker refuses, or
     * the request cannot be put to the chains that are left; the application's own choice may still answer, and we would only
     * add a failure of our making. Where an operator keeps calls away, the caller is told.
     */
    private boolean none(Call call) {
        if (Objects.requireNonNull(call.plan).isBlocked()) {
            settlement.rejected(call, call.startedNanos);
            return false;
        }
        Objects.requireNonNull(call.route).lastResorts().increment();
        Node own = Router.own(call);
        call.fallBack(own);
        if (own != null) {
            begin(call, own, call.startedNanos);
        }
        return true;
    }

    /**
     * Makes attempts until one succeeds or none is left; the call's answer is set then. The caller's arguments travel on the
     * stack, since only those of the attempt that runs have to be in the slot.
     *
     * @param begins when the first of these attempts begins
     * @return false where no node was tried: the body is to run
     */
    boolean drive(
            Call call,
            long begins,
            @Nullable Object a0,
            @Nullable Object a1,
            @Nullable Object a2,
            @Nullable Object a3,
            @Nullable Object a4,
            @Nullable Object a5) {
        long now = begins;
        while (call.node != null) {
            call.keep(a0, a1, a2, a3, a4, a5);
            Object target = prepare(call);
            if (target == null) {
                if (!select(call, time.nanoTime())) {
                    if (call.firstFailure == null) {
                        return !none(call);
                    }
                    settlement.exhausted(call, time.nanoTime());
                }
                continue;
            }
            Throwable failure = run(call, target, now);
            if (failure == null) {
                settlement.succeeded(call, time.nanoTime(), call.result);
                return true;
            }
            if (!recover(call, failure)) {
                return true;
            }
            now = time.nanoTime();
        }
        return true;
    }

    /** The body ran in place and returned. */
    void succeeded(Call call, @Nullable Object result) {
        settlement.succeeded(call, time.nanoTime(), result);
    }

    /** A call that is only measured begins. */
    void observe(Call call, @Nullable Node own) {
        settlement.observing(call, own);
    }

    /** A call that is only measured ended. */
    void observed(Call call, @Nullable Object result, @Nullable Throwable thrown) {
        settlement.observed(call, time.nanoTime(), result, thrown);
    }

    /** Our own failure ended the call: what it holds is given back. */
    void abandon(Call call) {
        settlement.abandoned(call);
    }

    /** Settles an attempt that failed; true where another one has been chosen, else the call's answer is set. */
    boolean recover(Call call, Throwable thrown) {
        FailureClass kind = settlement.classify(call, thrown);
        long now = time.nanoTime();
        settlement.failed(call, now, thrown, kind);
        boolean again = kind.failsOver()
                && call.site().replay() != Replay.NONE
                && (call.node != null)
                && (retries(call, kind, now) || select(call, time.nanoTime()));
        if (!again) {
            settlement.exhausted(call, time.nanoTime());
        }
        return again;
    }

    private boolean retries(Call call, FailureClass kind, long now) {
        Route route = Objects.requireNonNull(call.route);
        Node node = Objects.requireNonNull(call.node);
        RetryConfig retry = route.config().retry();
        if (!kind.retriable()
                || call.attemptsOnNode >= retry.attempts()
                || !node.breaker().isClosed()) {
            return false;
        }
        if (!route.retryBudget().tryRetry(now, route.calls().total())) {
            return false;
        }
        if (!pauser.pause(Backoff.pauseNanos(retry.backoff().toNanos(), call.attemptsOnNode, random))) {
            return false;
        }
        int permit = node.breaker().tryAcquire(time.nanoTime());
        if (permit == Breaker.REFUSED) {
            return false;
        }
        call.permit = permit;
        call.permitHeld = true;
        route.retries().increment();
        return true;
    }

    private boolean select(Call call, long now) {
        if (choose(call, now)) {
            return true;
        }
        call.node = null;
        return false;
    }

    private boolean choose(Call call, long now) {
        Plan plan = Objects.requireNonNull(call.plan);
        if (call.firstFailure != null && Thread.currentThread().isInterrupted()) {
            return false;
        }
        while (call.rank < plan.size()) {
            Plan.Step step = plan.step(call.rank);
            Node[] nodes = step.nodes();
            int i = NodePicker.pick(nodes, call.triedNodes, random);
            if (i < 0) {
                call.rank++;
                call.triedNodes = 0;
                continue;
            }
            call.triedNodes |= 1L << i;
            int permit = nodes[i].breaker().tryAcquire(now);
            if (permit != Breaker.REFUSED) {
                call.choose(step.chain(), nodes[i], permit);
                return true;
            }
        }
        return false;
    }

    /** Turns the caller's arguments into those for the chosen node; null where that cannot be done, the permit given back. */
    private @Nullable Object prepare(Call call) {
        Node node = Objects.requireNonNull(call.node);
        Object target = node.instance().get();
        Object self =
                Objects.requireNonNull(Objects.requireNonNull(call.instance).get());
        String reason = "collected by the garbage collector";
        if (target != null) {
            reason =
                    target == self && node.requestName() == null ? null : settlement.retarget(call, node, self, target);
        }
        if (reason == null) {
            return target;
        }
        settlement.giveBack(call, node);
        Objects.requireNonNull(call.chain).refused();
        return null;
    }

    private @Nullable Throwable run(Call call, Object target, long now) {
        Node node = Objects.requireNonNull(call.node);
        SiteAdapter adapter = settlement.adapter(call, node);
        begin(call, node, now);
        call.answered = false;
        call.failure = null;
        try {
            call.result = adapter.invoke(call.method, target, call.args);
            call.answered = true;
            return null;
        } catch (Throwable thrown) {
            // From here on a node has been entered: whatever of ours fails now, no other body may run for this call.
            call.failure = call.firstFailure == null ? thrown : call.firstFailure;
            call.answered = true;
            return thrown;
        }
    }

    private static void begin(Call call, Node node, long now) {
        call.attemptNanos = now;
        call.attemptsOnNode++;
        node.meter().begin(call.stripe);
        call.begun = true;
    }
}
