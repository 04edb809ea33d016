package dev.signalbox.core.call;

import dev.signalbox.core.hardware.ThreadUse;
import dev.signalbox.core.metrics.Meter;
import dev.signalbox.core.model.Instance;
import dev.signalbox.core.model.Node;
import dev.signalbox.core.recovery.FirstFailure;
import dev.signalbox.core.route.Chain;
import dev.signalbox.core.route.Route;
import dev.signalbox.core.site.FailureClass;
import dev.signalbox.core.site.SiteAdapter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Records what attempts and calls came to, and gives back what they held, exactly once. The library's own code that is asked
 * on the way (classify, retarget, tokens) is guarded: where it fails, the call goes on without it.
 */
public final class Settlement {
    private final Failures failures;
    private final Runnable wakeControl;
    private final SlowCalls slowCalls;
    private final Admission admission;
    final CostSampling costs;

    /**
     * A settlement.
     *
     * @param admission given back what attempts held
     * @param thread what the thread of a call has used
     * @param wakeControl told when a breaker changed state, so that the control thread need not wait for its tick
     */
    public Settlement(
            Failures failures, Runnable wakeControl, SlowCalls slowCalls, Admission admission, ThreadUse thread) {
        this.failures = failures;
        this.wakeControl = wakeControl;
        this.slowCalls = slowCalls;
        this.admission = admission;
        this.costs = new CostSampling(thread);
    }

    FailureClass classify(Call call, Throwable thrown) {
        FailureClass known = call.endedAs;
        if (known != null) {
            call.endedAs = null;
            return known;
        }
        FailureClass universal = FailureClass.universal(thrown);
        if (universal != null) {
            return universal;
        }
        if (Thread.currentThread().isInterrupted()) {
            return FailureClass.CANCELLED;
        }
        try {
            Node node = call.node;
            SiteAdapter site = node == null ? call.site() : adapter(call, node);
            return site.classify(thrown);
        } catch (Throwable ours) {
            failures.count("classification of " + thrown.getClass().getName(), ours);
            return FailureClass.CALLER;
        }
    }

    @Nullable
    String retarget(Call call, Node node, SiteAdapter adapter, @Nullable Object[] args, Object self, Object target) {
        try {
            return adapter.retarget(call.method, args, self, target, node.requestName());
        } catch (Throwable ours) {
            failures.count("retarget to " + node.name(), ours);
            return "the request could not be turned into one for " + node.name() + ": " + ours;
        }
    }

    /** The adapter of a node's own class loader for the call site of the call; the call's own where there is none. */
    SiteAdapter adapter(Call call, Node node) {
        Instance instance = node.instance();
        SiteAdapter own = instance.isShared() ? instance.adapterAt(call.site().id()) : instance.adapter();
        return own != null ? own : call.site();
    }

    void succeeded(Call call, long now, @Nullable Object result) {
        int stripe = call.stripe;
        Route route = Objects.requireNonNull(call.route);
        Node node = call.node;
        if (node != null) {
            if (call.begun) {
                call.begun = false;
                long nanos = now - call.attemptNanos;
                node.meter().record(stripe, Node.OK, nanos);
                if (call.sampled) {
                    costs.answered(call, node, nanos, now);
                }
                if (call.balancer != null) {
                    call.balancer.answered(node, call.inFlightBefore, nanos, now);
                }
            }
            if (call.permitHeld) {
                call.permitHeld = false;
                if (node.breaker().succeeded(call.permit)) {
                    node.startSlowly(now);
                    wakeControl.run();
                }
            }
            Chain chain = call.chain;
            if (chain != null) {
                chain.served(stripe, now - call.attemptNanos);
            }
        }
        route.record(stripe, true, now - call.startedNanos);
        if (call.isOver(now)) {
            route.missedDeadlines().increment();
        }
        if (call.firstFailure != null) {
            route.failovers().increment();
            if (call.attemptsOnNode > 1) {
                route.retried().increment();
            }
        }
        ended(call, CallOutcome.ANSWERED, now);
        long tokens = node != null && node.instance().tellsTokens() ? tokens(call, node.meter(), result) : -1;
        admission.release(call, tokens, now);
    }

    /** Counts the tokens of an answer; negative where its library does not tell. */
    private long tokens(Call call, Meter meter, @Nullable Object result) {
        SiteAdapter site = call.site();
        try {
            long input = site.inputTokens(result);
            long output = site.outputTokens(result);
            if (input >= 0 || output >= 0) {
                meter.recordTokens(call.stripe, input, output);
                return Math.max(0, input) + Math.max(0, output);
            }
        } catch (Throwable ours) {
            failures.count("token count at " + site.id(), ours);
        }
        return -1;
    }

    void failed(Call call, long now, Throwable thrown, FailureClass kind) {
        Throwable first = call.firstFailure;
        if (first == null) {
            call.firstFailure = thrown;
            if (!kind.failsOver()) {
                Objects.requireNonNull(call.route).unmendable().increment();
            }
        } else {
            FirstFailure.suppress(first, thrown);
        }
        Node node = call.node;
        if (node != null) {
            if (call.begun) {
                call.begun = false;
                long nanos = now - call.attemptNanos;
                node.meter().record(call.stripe, Node.outcome(kind), nanos);
                if (call.balancer != null && kind.countsAgainstHealth()) {
                    call.balancer.failed(node, nanos, now);
                }
            }
            if (!kind.countsAgainstHealth()) {
                giveBack(call, node);
            } else {
                long wished = wishedNanos(call, node, thrown, kind);
                if (kind == FailureClass.OVERLOAD) {
                    admission.overloaded(call, wished, now);
                }
                if (call.permitHeld) {
                    call.permitHeld = false;
                    if (node.breaker().failed(call.permit, now, wished)) {
                        wakeControl.run();
                    }
                }
            }
            Chain chain = call.chain;
            if (chain != null) {
                chain.failed(call.stripe, kind.countsAgainstHealth());
            }
        }
        Objects.requireNonNull(call.route).attemptFailures().increment();
        // Who answers with an error charges nothing; what was cut may have been answered all the same.
        admission.release(call, kind == FailureClass.TIMEOUT || kind == FailureClass.CANCELLED ? -1 : 0, now);
    }

    /** How long a node that has too much to do asked to be left alone, or -1. */
    private long wishedNanos(Call call, Node node, Throwable thrown, FailureClass kind) {
        if (kind != FailureClass.OVERLOAD) {
            return -1;
        }
        try {
            return adapter(call, node).retryAfterNanos(thrown);
        } catch (Throwable ours) {
            failures.count("Retry-After of " + thrown.getClass().getName(), ours);
            return -1;
        }
    }

    /** Gives a permit back of which nothing was learned. */
    void giveBack(Call call, Node node) {
        if (call.permitHeld) {
            call.permitHeld = false;
            node.breaker().ignored(call.permit);
        }
    }

    /** No attempt is left: the caller gets the first attempt's exception. */
    void exhausted(Call call, long now) {
        recordFailure(call, now);
        ended(call, CallOutcome.FAILED, now);
        call.node = null;
    }

    private void ended(Call call, CallOutcome outcome, long now) {
        if (slowCalls.include(now - call.startedNanos)) {
            slowCalls.tell(call, outcome, now - call.startedNanos, failures);
        }
    }

    /** No chain was allowed to run: what the caller is given. */
    RuntimeException rejected(Call call, long now) {
        Route route = Objects.requireNonNull(call.route);
        String text = admission.refuse(call, now);
        call.node = null;
        RuntimeException rejection = call.site().rejection(text);
        route.rejected().increment();
        recordFailure(call, now);
        ended(call, CallOutcome.REJECTED, now);
        return rejection;
    }

    private static void recordFailure(Call call, long now) {
        Route route = Objects.requireNonNull(call.route);
        route.record(call.stripe, false, now - call.startedNanos);
        if (call.isOver(now)) {
            route.missedDeadlines().increment();
        }
    }

    /** A call that is only measured begins. */
    void observing(Call call, @Nullable Node node) {
        call.on(node);
        meter(call).begin(call.stripe);
        call.begun = true;
        costs.begin(call);
    }

    void observed(Call call, long now, @Nullable Object result, @Nullable Throwable thrown) {
        int outcome = thrown == null ? Node.OK : Node.outcome(classify(call, thrown));
        call.begun = false;
        meter(call).record(call.stripe, outcome, now - call.startedNanos);
        Node node = call.node;
        if (call.sampled && thrown == null && node != null) {
            costs.answered(call, node, now - call.startedNanos, now);
        }
        ended(call, thrown == null ? CallOutcome.ANSWERED : CallOutcome.FAILED, now);
        if (thrown == null && Objects.requireNonNull(call.instance).tellsTokens()) {
            tokens(call, meter(call), result);
        }
    }

    /**
     * The caller gave up a call whose method has returned. Where output had reached it, the caller was answered; else the route
     * does not count the call at all.
     */
    void cancelled(Call call, long now, boolean output) {
        if (call.begun) {
            call.begun = false;
            meter(call).record(call.stripe, Node.outcome(FailureClass.CANCELLED), now - call.attemptNanos);
        }
        Node node = call.node;
        if (node != null) {
            giveBack(call, node);
        }
        admission.release(call, -1, now);
        Route route = call.route;
        if (route != null && output) {
            route.record(call.stripe, true, now - call.startedNanos);
        }
        ended(call, CallOutcome.CANCELLED, now);
    }

    /** Counts a failure of ours that the call goes on without. */
    void count(String where, Throwable ours) {
        failures.count(where, ours);
    }

    /** Our own failure ended the call: it is counted, and what the call holds is given back, whatever fails meanwhile. */
    void abandoned(Call call, String where, Throwable ours) {
        failures.count(where, ours);
        try {
            forsake(call);
        } catch (Throwable again) {
            failures.count(where, again);
        }
    }

    /** Gives back what a call holds whose outcome nobody will tell. It reads no clock: that may be what failed. */
    void forsake(Call call) {
        if (call.begun) {
            call.begun = false;
            meter(call).record(call.stripe, Node.outcome(FailureClass.CANCELLED), 0);
        }
        Node node = call.node;
        if (node != null) {
            giveBack(call, node);
        }
        admission.release(call, -1, call.startedNanos);
    }

    private static Meter meter(Call call) {
        Node node = call.node;
        return node == null ? Objects.requireNonNull(call.instance).meter() : node.meter();
    }
}
