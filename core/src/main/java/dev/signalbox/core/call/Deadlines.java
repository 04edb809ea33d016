package dev.signalbox.core.call;

import dev.signalbox.core.config.DeadlineConfig.Interrupts;
import dev.signalbox.core.config.Replay;
import dev.signalbox.core.model.Node;
import dev.signalbox.core.route.Plan;
import dev.signalbox.core.route.Route;
import dev.signalbox.core.site.CancellableCall;
import dev.signalbox.core.site.FailureClass;
import dev.signalbox.core.site.SiteAdapter;
import dev.signalbox.core.time.TimeSource;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the attempts of calls that have a deadline within it. Of what is left of it an attempt may have an even share beside those
 * that could follow, so that a model that hangs leaves time for the others.
 */
final class Deadlines {
    private final TimeSource time;
    private final Settlement settlement;
    private final Watchdog watchdog;

    Deadlines(TimeSource time, Settlement settlement, Watchdog watchdog) {
        this.time = time;
        this.settlement = settlement;
        this.watchdog = watchdog;
    }

    /** What ends attempts that take too long. */
    Watchdog watchdog() {
        return watchdog;
    }

    /** Whether there may be a means of ending an attempt on a node. */
    boolean mayCut(Call call, Node node) {
        Object target = node.instance().get();
        SiteAdapter adapter = settlement.adapter(call, node);
        return target != null && (adapter.cancels() || interrupts(call, adapter, target));
    }

    private static boolean neverInterrupts(Call call) {
        return Objects.requireNonNull(call.route).config().deadline().interrupts() == Interrupts.NEVER;
    }

    private static boolean interrupts(Call call, SiteAdapter adapter, Object target) {
        Interrupts interrupts =
                Objects.requireNonNull(call.route).config().deadline().interrupts();
        return interrupts == Interrupts.ALWAYS || interrupts == Interrupts.WHERE_SAFE && adapter.interruptible(target);
    }

    /**
     * When an attempt that begins now has had its share: of what is left of the deadline, divided by the chains that are left; the
     * attempt's own chain counts twice where it has another node to try.
     */
    static long dueNanos(Call call, long now) {
        long left = Math.max(0, call.deadlineNanos - now);
        Plan plan = call.plan;
        if (plan == null || call.site().replay() == Replay.NONE || call.rank >= plan.size()) {
            return now + left;
        }
        int nodes = plan.step(call.rank).nodes().length;
        boolean another = nodes > Long.bitCount(call.triedNodes);
        return now + left / (plan.size() - call.rank + (another ? 1 : 0));
    }

    /**
     * Calls a node, and has the call ended when its time is over, where there is a means.
     *
     * @throws Throwable what the method threw, untouched; where the call was ended, what its caller is given for that
     */
    @Nullable
    Object invoke(
            Call call,
            Node node,
            SiteAdapter adapter,
            Object target,
            @Nullable Object a0,
            @Nullable Object a1,
            @Nullable Object a2,
            @Nullable Object a3,
            @Nullable Object a4,
            @Nullable Object a5)
            throws Throwable {
        CancellableCall means = null;
        boolean watched = false;
        long begun = call.attemptNanos;
        try {
            begun = time.nanoTime();
            long due = dueNanos(call, begun);
            means = adapter.cancels() ? means(adapter, target, due - begun, a0, a1, a2, a3, a4, a5) : null;
            if (means != null || interrupts(call, adapter, target)) {
                watchdog.limitOf(call)
                        .begin(due, means == null || means.byInterrupt() && !neverInterrupts(call) ? null : means);
                watched = true;
                watchdog.expect(due);
            }
        } catch (Throwable ours) {
            settlement.count("the time limit of an attempt", ours);
        }
        AttemptLimit limit = call.limit;
        if (!watched || limit == null) {
            if (means != null) {
                close(means);
            }
            return adapter.invoke(call.method, target, a0, a1, a2, a3, a4, a5);
        }
        Object result = null;
        Throwable thrown = null;
        AttemptLimit.Cut cut;
        try {
            result = means == null
                    ? adapter.invoke(call.method, target, a0, a1, a2, a3, a4, a5)
                    : means.invoke(call.method, target, a0, a1, a2, a3, a4, a5);
        } catch (Throwable t) {
            thrown = t;
        } finally {
            cut = limit.end(thrown);
        }
        if (means != null) {
            close(means);
        }
        boolean stands = thrown == null ? cut != AttemptLimit.Cut.BY_INTERRUPT : isNotOurs(thrown);
        Throwable timeout = stands || cut == AttemptLimit.Cut.NOT ? null : timeout(call, node, begun, thrown);
        if (timeout != null) {
            if (thrown == null) {
                discard(adapter, result);
            }
            throw timeout;
        }
        if (thrown != null) {
            throw thrown;
        }
        return result;
    }

    private @Nullable Throwable timeout(Call call, Node node, long begun, @Nullable Throwable cause) {
        try {
            return cutOff(call, node, time.nanoTime() - begun, cause);
        } catch (Throwable ours) {
            settlement.count("the time-out of an attempt", ours);
            return null;
        }
    }

    /** The JVM is in trouble, or the caller gave the call up while it was being ended. */
    private static boolean isNotOurs(Throwable thrown) {
        return FailureClass.universal(thrown) == FailureClass.FATAL
                || Thread.currentThread().isInterrupted();
    }

    private @Nullable CancellableCall means(
            SiteAdapter adapter,
            Object target,
            long nanos,
            @Nullable Object a0,
            @Nullable Object a1,
            @Nullable Object a2,
            @Nullable Object a3,
            @Nullable Object a4,
            @Nullable Object a5) {
        try {
            return adapter.cancellable(target, nanos, a0, a1, a2, a3, a4, a5);
        } catch (Throwable ours) {
            settlement.count("the means of ending a call at " + adapter.id(), ours);
            return null;
        }
    }

    private void close(CancellableCall means) {
        try {
            means.close();
        } catch (Throwable ours) {
            settlement.count("giving back the means of ending a call", ours);
        }
    }

    /** Closes a result that came too late. */
    void discard(SiteAdapter adapter, @Nullable Object result) {
        try {
            adapter.discard(result);
        } catch (Throwable ours) {
            settlement.count("discarding a result at " + adapter.id(), ours);
        }
    }

    /**
     * An attempt was ended. Where it had less than half of an even share, because those before it left no more, that says nothing of
     * its node.
     *
     * @param cause what it threw, or null
     * @return what its caller is given for it
     */
    Throwable cutOff(Call call, @Nullable Node node, long nanos, @Nullable Throwable cause) {
        Route route = Objects.requireNonNull(call.route);
        Plan plan = Objects.requireNonNull(call.plan);
        long fair = route.deadlineNanos() / Math.max(1, plan.size()) / 2;
        call.endedAs = nanos >= fair ? FailureClass.TIMEOUT : FailureClass.UNCLEAR;
        route.cutAttempts().increment();
        String text = (node == null ? "the model" : node.name()) + " had not answered after "
                + TimeUnit.NANOSECONDS.toMillis(nanos) + " ms; route '" + route.name() + "' gives a call "
                + TimeUnit.NANOSECONDS.toMillis(route.deadlineNanos()) + " ms";
        try {
            return call.site().timeout(text, cause);
        } catch (Throwable ours) {
            settlement.count("the time-out of " + call.site().id(), ours);
            return new CompletionException(text, new TimeoutException(text));
        }
    }
}
