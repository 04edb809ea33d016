package dev.signalbox.core.call;

import dev.signalbox.core.admission.Allocator;
import dev.signalbox.core.admission.CallEstimate;
import dev.signalbox.core.admission.Demand;
import dev.signalbox.core.admission.Holdback;
import dev.signalbox.core.admission.Level;
import dev.signalbox.core.admission.OverloadControl;
import dev.signalbox.core.admission.WaitOutcome;
import dev.signalbox.core.admission.WaitRoom;
import dev.signalbox.core.admission.Waiters;
import dev.signalbox.core.model.Node;
import dev.signalbox.core.route.Plan;
import dev.signalbox.core.time.Randomness;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether an attempt may run now, and with what: it takes what the attempt needs from every level that is limited, all or nothing,
 * and gives it back exactly once, whatever way the attempt ends.
 */
public final class Admission {
    /** Below the least important priority there are so many sub-levels; a call's is drawn at random. */
    private static final int SUB_LEVELS = 128;

    private static final double NANOS_PER_MILLI = 1e6;

    private final Holdback holdback;
    private final Waiters waiters;
    private final OverloadControl overload;
    private final Randomness random;
    private volatile boolean shedding;

    /** Admission by priority. */
    public Admission(Holdback holdback, Waiters waiters, OverloadControl overload, Randomness random) {
        this.holdback = holdback;
        this.waiters = waiters;
        this.overload = overload;
        this.random = random;
    }

    /** Whether calls are shed while the machine has too much to do. */
    public void setShedding(boolean on) {
        shedding = on;
    }

    /** Whether a routed call that has just come is turned away because the machine has too much to do. */
    boolean sheds(Call call) {
        return shedding && isShed(call);
    }

    private boolean isShed(Call call) {
        boolean admitted = overload.admits(call.priority, (int) random.nextLong(SUB_LEVELS));
        overload.count(call.stripe, call.priority, admitted);
        call.shed = !admitted;
        return !admitted;
    }

    /** Takes what an attempt on a node needs; false, and nothing is taken, where a level has no room for it. */
    boolean admit(Call call, Level @Nullable [] levels, Node node, long now) {
        return levels == null || take(call, levels, node, now);
    }

    private boolean take(Call call, Level[] levels, Node node, long now) {
        int rank = call.priority;
        CallEstimate estimate = node.estimate();
        Demand demand = estimate.demand();
        long tokens = estimate.tokens();
        holdback.seen(rank);
        long granted = Allocator.acquire(levels, call.stripe, demand, tokens, holdback.ceilingPermille(rank), now);
        if (granted < 0) {
            call.isShort(levels.length - 1 - Allocator.level(granted), Allocator.resource(granted));
            waiters.freed(); // what was taken and given back may have had a waiting call refused meanwhile
            return false;
        }
        call.holds(granted, levels, demand, tokens);
        return true;
    }

    /**
     * Gives back what an attempt holds, if it holds anything.
     *
     * @param tokens those it used; negative where nobody knows, so that the reservation counts as used
     */
    void release(Call call, long tokens, long now) {
        long held = call.held;
        if (held != 0) {
            call.held = 0;
            Allocator.release(
                    Objects.requireNonNull(call.heldLevels),
                    call.stripe,
                    held,
                    Objects.requireNonNull(call.heldDemand),
                    call.heldTokens,
                    tokens,
                    now);
            waiters.freed();
        }
    }

    /** No chain runs a call: counts what the best of them was short of, and gives the reasons of all in words for its caller. */
    String refuse(Call call, long now) {
        Refusal refusal = new Refusal(call, overload, holdback, now);
        refusal.count();
        return refusal.text();
    }

    /**
     * A provider said that it has too much to do: the budgets of tokens that the attempt was granted by give less for a while, if they
     * are the model's.
     *
     * @param nanos how long it asked to be left alone; negative where it did not
     */
    void overloaded(Call call, long nanos, long now) {
        Level[] levels = call.heldLevels;
        for (int i = 0; call.held != 0 && levels != null && i < levels.length; i++) {
            levels[i].overloaded(nanos, now);
        }
    }

    /**
     * How long an answer takes where it is quickest, as a median; 0 where nobody knows. Who is admitted with less time left than that
     * only keeps others from what it holds.
     */
    private static long expectedNanos(Call call) {
        Plan plan = Objects.requireNonNull(call.plan);
        double least = Double.POSITIVE_INFINITY;
        for (int rank = 0; rank < plan.size(); rank++) {
            for (Node node : plan.step(rank).nodes()) {
                double millis = node.monitor().health().performance().responseTimeMillis();
                if (Double.isNaN(millis)) {
                    return 0;
                }
                least = Math.min(least, millis);
            }
        }
        return Double.isInfinite(least) ? 0 : (long) (least * NANOS_PER_MILLI);
    }

    /** Whether a call that has just come has to line up behind those that wait. */
    static boolean mustLineUp(Call call, WaitRoom room) {
        call.linesUp = room.mustLineUp(call.priority, call.startedNanos) && mayWait();
        return call.linesUp;
    }

    /** The share of a limit that a call's priority may fill, in 1/1000. */
    int ceilingPermille(Call call) {
        return holdback.ceilingPermille(call.priority);
    }

    private static boolean mayWait() {
        return !EventLoops.has(Thread.currentThread());
    }

    /**
     * Has the calling thread wait until its call is admitted, where its route lets it, and where no attempt has failed.
     *
     * @return true where it waits no longer and may go on: on the node that has been chosen, with all that is needed for it, or, where
     *     none has been, without room; else the call says why not
     */
    boolean awaitRoom(Call call, Selection selection) {
        WaitRoom room = Objects.requireNonNull(call.route).waitRoom();
        boolean wishes = (call.wasShort() || call.linesUp) && call.waitOutcome == null && call.firstFailure == null;
        if (room == null || !wishes || !mayWait() || !Selection.mayEverHave(call)) {
            return false;
        }
        WaitingCall waiting = new WaitingCall(call, selection);
        long longest = call.limited ? call.deadlineNanos - call.startedNanos - expectedNanos(call) : Long.MAX_VALUE;
        // It keeps its place by its arrival should it come again, granted a chain that then could not be asked.
        WaitOutcome outcome = room.await(waiting, call.priority, call.startedNanos, longest);
        if (outcome == WaitOutcome.GRANTED) {
            return true;
        }
        call.waitOutcome = outcome;
        return false;
    }
}
