package dev.signalbox.core.call;

import dev.signalbox.core.admission.WaitOutcome;
import dev.signalbox.core.admission.WaitRoom;
import dev.signalbox.core.config.Replay;
import dev.signalbox.core.config.RetryConfig;
import dev.signalbox.core.drill.Drill;
import dev.signalbox.core.health.Breaker;
import dev.signalbox.core.model.Node;
import dev.signalbox.core.recovery.Backoff;
import dev.signalbox.core.route.Route;
import dev.signalbox.core.site.Answered;
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
    final Deadlines deadlines;
    final Strikes strikes;
    final Priorities priorities;
    private final Selection selection;
    private final Admission admission;

    /**
     * Attempts against a clock.
     *
     * @param settlement records what attempts came to
     * @param watchdog ends attempts that take too long
     * @param admission grants what attempts need
     * @param priorities says how important calls are
     */
    public Attempts(
            TimeSource time,
            Pauser pauser,
            Randomness random,
            Settlement settlement,
            Watchdog watchdog,
            Admission admission,
            Priorities priorities) {
        this.time = time;
        this.pauser = pauser;
        this.random = random;
        this.settlement = settlement;
        this.deadlines = new Deadlines(time, settlement, watchdog);
        this.strikes = new Strikes(time, pauser, random, deadlines);
        this.selection = new Selection(random, admission);
        this.admission = admission;
        this.priorities = priorities;
    }

    /** Chooses the first attempt; true where it is the called instance itself, whose body may run in place. */
    boolean first(Call call) {
        Route route = Objects.requireNonNull(call.route);
        call.priority = priorities.of(route, Objects.requireNonNull(call.instance));
        call.follow(route.plan().forCall(random));
        call.limitBy(route);
        WaitRoom room = route.waitRoom();
        if (admission.sheds(call)
                || room != null && Admission.mustLineUp(call, room)
                || !select(call, call.startedNanos)) {
            call.on(null);
            return false;
        }
        if (room != null) {
            room.admittedWithoutWait();
        }
        Node node = Objects.requireNonNull(call.node);
        if (node.requestName() != null || node.instance() != call.instance || node.drill() != null) {
            return false;
        }
        if (call.limited && deadlines.mayCut(call, node)) {
            return false; // made from here, the attempt's end is sure to be met
        }
        begin(call, node, call.startedNanos);
        return true;
    }

    /**
     * No chain may run the call and none has been tried: its body runs as a last resort. Every breaker refuses, or the request
     * cannot be put to the chains that are left; the application's own choice may still answer, and we would only add a failure
     * of our making. Where an operator keeps calls away from there, the caller is told.
     *
     * @return the call where its body is to run, else what its caller is given
     */
    private Object none(Call call) {
        if (!mayBeLastResort(call)) {
            RuntimeException rejection = settlement.rejected(call, time.nanoTime());
            call.release();
            return Answered.throwing(rejection);
        }
        lastResort(call);
        return call;
    }

    /** Whether a call that no chain may run may run where the application put it: nobody keeps it from there, and there is room for it. */
    boolean mayBeLastResort(Call call) {
        if (call.waitOutcome == WaitOutcome.CLOSED) {
            return !Selection.isKeptAway(call); // the agent leaves: nobody is refused for that
        }
        if (call.shed || call.wasShort() || call.linesUp || Selection.isKeptAway(call)) {
            return false;
        }
        Node own = Router.own(call);
        return own == null
                || admission.admit(call, Objects.requireNonNull(call.plan).levelsOf(own), own, call.startedNanos);
    }

    /** Puts a call where the application put it, past that node's breaker, and begins it there. */
    void lastResort(Call call) {
        Objects.requireNonNull(call.route).lastResorts().increment();
        Node own = Router.own(call);
        call.fallBack(own);
        if (own != null) {
            begin(call, own, call.startedNanos);
        }
    }

    /**
     * Makes attempts until one succeeds or none is left. Arguments and result travel on the stack: storing the host's objects
     * in a slot that lives long is dearer than all the rest of an attempt.
     *
     * @param begins when the first of these attempts begins
     * @return the answer as {@link dev.signalbox.core.site.CallGate#enter} gives it, the slot given back; or the call where no
     *     node was tried and its body is to run
     */
    Object drive(
            Call call,
            long begins,
            @Nullable Object a0,
            @Nullable Object a1,
            @Nullable Object a2,
            @Nullable Object a3,
            @Nullable Object a4,
            @Nullable Object a5) {
        long now = begins;
        Throwable first = call.firstFailure;
        try {
            while (true) {
                if (call.node == null && (call.wasShort() || call.linesUp) && admission.awaitRoom(call, selection)) {
                    now = time.nanoTime();
                }
                Node node = call.node;
                if (node == null && first != null) {
                    settlement.exhausted(call, time.nanoTime());
                    break;
                }
                Object target;
                if (node == null) {
                    Object answer = none(call);
                    node = call.node;
                    if (answer != call
                            || node == null
                            || Strikes.drill(call, node) == null && !(call.limited && deadlines.mayCut(call, node))) {
                        return answer;
                    }
                    call.retargeted = false;
                    target = self(call);
                } else {
                    target = prepare(call, node, a0, a1, a2, a3, a4, a5);
                    if (target == null) {
                        select(call, time.nanoTime());
                        continue;
                    }
                    begin(call, node, now);
                }
                Object result;
                try {
                    result = invoke(call, node, target, a0, a1, a2, a3, a4, a5);
                } catch (Throwable thrown) {
                    // From here on a node has been entered: whatever of ours fails now, no other body may run for this
                    // call.
                    first = first == null ? thrown : first;
                    if (!recover(call, thrown)) {
                        break;
                    }
                    now = time.nanoTime();
                    continue;
                }
                return answered(call, result);
            }
        } catch (Throwable ours) {
            if (first == null) {
                throw ours;
            }
            settlement.abandoned(call, "an attempt after the first", ours);
        }
        call.release();
        return Answered.throwing(first);
    }

    /** A node has answered: that stands, whatever of ours fails. */
    private Object answered(Call call, @Nullable Object result) {
        try {
            settlement.succeeded(call, time.nanoTime(), result);
        } catch (Throwable ours) {
            settlement.abandoned(call, "the settlement of a call", ours);
        }
        call.release();
        return Answered.with(result);
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

    /** Gives back what an attempt was granted whose end was probably lost; its own thread asks. */
    void letGo(Call call) {
        admission.release(call, -1, call.startedNanos);
    }

    /** Our own failure ended the call: it is counted, and what the call holds is given back. */
    void abandon(Call call, String where, Throwable ours) {
        settlement.abandoned(call, where, ours);
    }

    /** Settles an attempt that failed; true where another one has been chosen, else no attempt is left. */
    boolean recover(Call call, Throwable thrown) {
        FailureClass kind = settlement.classify(call, thrown);
        long now = time.nanoTime();
        settlement.failed(call, now, thrown, kind);
        call.beginChoice();
        boolean again = isReplayable(call, kind) && (retries(call, kind, now) || select(call, time.nanoTime()));
        if (!again) {
            settlement.exhausted(call, time.nanoTime());
        }
        return again;
    }

    /** Whether a failure of its kind may be followed by another attempt of this call. */
    static boolean isReplayable(Call call, FailureClass kind) {
        return kind.failsOver() && call.site().replay() != Replay.NONE && call.node != null;
    }

    private boolean retries(Call call, FailureClass kind, long now) {
        long nanos = retryAfterNanos(call, kind, now);
        return nanos >= 0 && pauser.pause(nanos) && readmit(call);
    }

    /** How long to wait before the same node is asked again, which the budget has paid for then; negative where it is not. */
    long retryAfterNanos(Call call, FailureClass kind, long now) {
        Route route = Objects.requireNonNull(call.route);
        Node node = Objects.requireNonNull(call.node);
        RetryConfig retry = route.config().retry();
        if (!kind.retriable()
                || call.attemptsOnNode >= retry.attempts()
                || !node.breaker().isClosed()) {
            return -1;
        }
        long pause = Backoff.pauseNanos(retry.backoff().toNanos(), call.attemptsOnNode, random);
        return !call.isOver(now + pause)
                        && route.retryBudget().tryRetry(now, route.calls().total())
                ? pause
                : -1;
    }

    /** Asks for a permit to ask the same node again. */
    boolean readmit(Call call) {
        long now = time.nanoTime();
        int permit = call.isOver(now)
                ? Breaker.REFUSED
                : Objects.requireNonNull(call.node).breaker().tryAcquire(now);
        if (permit == Breaker.REFUSED) {
            return false;
        }
        Node node = Objects.requireNonNull(call.node);
        if (!admission.admit(call, Objects.requireNonNull(call.plan).levelsOf(node), node, now)) {
            node.breaker().ignored(permit);
            return false;
        }
        call.permit = permit;
        call.permitHeld = true;
        Objects.requireNonNull(call.route).retries().increment();
        return true;
    }

    /** Chooses the first chain and node of a call that does not wait for room. */
    void selectFirst(Call call) {
        call.follow(Objects.requireNonNull(call.route).plan().forCall(random));
        if (admission.sheds(call)) {
            call.on(null);
        } else {
            select(call, call.startedNanos);
        }
    }

    /** Chooses the next chain and node of a call; false, and no node, where there is none. */
    boolean select(Call call, long now) {
        return selection.select(call, now);
    }

    /**
     * Turns the caller's arguments into those for the chosen node, which are in the slot then if they are others.
     *
     * @return the object to call, or null where the node cannot be asked this; the permit has been given back then
     */
    @Nullable
    Object prepare(
            Call call,
            Node node,
            @Nullable Object a0,
            @Nullable Object a1,
            @Nullable Object a2,
            @Nullable Object a3,
            @Nullable Object a4,
            @Nullable Object a5) {
        Object target = node.instance().get();
        Object self = self(call);
        call.retargeted = false;
        String reason;
        if (target == null) {
            reason = "collected by the garbage collector";
        } else if (node.isLeaving()) {
            reason = "being taken away";
        } else if (target == self && node.requestName() == null) {
            return target;
        } else {
            SiteAdapter adapter = settlement.adapter(call, node);
            boolean reads = adapter.readsArguments();
            @Nullable Object[] args = reads ? call.keep(a0, a1, a2, a3, a4, a5) : call.args;
            call.retargeted = reads;
            reason = settlement.retarget(call, node, adapter, args, self, target);
        }
        if (reason == null) {
            return target;
        }
        settlement.giveBack(call, node);
        admission.release(call, 0, call.startedNanos);
        Objects.requireNonNull(call.chain).refused();
        call.isUnfitForChain();
        return null;
    }

    /** The called object, which the host's own frame keeps alive. */
    private static Object self(Call call) {
        return Objects.requireNonNull(Objects.requireNonNull(call.instance).get());
    }

    private @Nullable Object invoke(
            Call call,
            Node node,
            Object target,
            @Nullable Object a0,
            @Nullable Object a1,
            @Nullable Object a2,
            @Nullable Object a3,
            @Nullable Object a4,
            @Nullable Object a5)
            throws Throwable {
        SiteAdapter adapter = settlement.adapter(call, node);
        if (call.limited || node.drill() != null) {
            return watched(call, node, adapter, target, a0, a1, a2, a3, a4, a5);
        }
        if (!call.retargeted) {
            return adapter.invoke(call.method, target, a0, a1, a2, a3, a4, a5);
        }
        @Nullable Object[] args = call.args;
        return adapter.invoke(call.method, target, args[0], args[1], args[2], args[3], args[4], args[5]);
    }

    /** Calls a node under a deadline, or where a drill may strike. */
    private @Nullable Object watched(
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
        Drill drill = Strikes.drill(call, node);
        if (drill != null) {
            strikes.strike(call, drill, adapter, node);
        }
        @Nullable Object[] args = call.args;
        if (!call.limited) {
            return call.retargeted
                    ? adapter.invoke(call.method, target, args[0], args[1], args[2], args[3], args[4], args[5])
                    : adapter.invoke(call.method, target, a0, a1, a2, a3, a4, a5);
        }
        return call.retargeted
                ? deadlines.invoke(call, node, adapter, target, args[0], args[1], args[2], args[3], args[4], args[5])
                : deadlines.invoke(call, node, adapter, target, a0, a1, a2, a3, a4, a5);
    }

    void begin(Call call, Node node, long now) {
        call.attemptNanos = now;
        call.attemptsOnNode++;
        node.meter().begin(call.stripe);
        call.begun = true;
        settlement.costs.begin(call);
    }
}
