package dev.signalbox.core.call;

import dev.signalbox.core.balance.Balancer;
import dev.signalbox.core.balance.Candidates;
import dev.signalbox.core.metrics.Meter;
import dev.signalbox.core.model.Instance;
import dev.signalbox.core.model.Node;
import dev.signalbox.core.route.Chain;
import dev.signalbox.core.route.Plan;
import dev.signalbox.core.route.Route;
import dev.signalbox.core.site.Entered;
import dev.signalbox.core.site.FailureClass;
import dev.signalbox.core.site.SiteAdapter;
import dev.signalbox.core.time.Randomness;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One call in flight: a slot of the {@link CallTable}, owned by one thread from entry to outcome and used again afterwards,
 * so that a call allocates nothing. Only the owning thread touches its fields, but for {@code owned}.
 *
 * <p>A slot lives long, so each reference that is stored in it costs a barrier of the garbage collector. Therefore those to
 * our own long-lived objects are written only where they change, and left behind when the call ends; those to the host's
 * objects are cleared.
 */
final class Call extends Entered {
    /** The most arguments an instrumented method has. */
    static final int MOST_ARGUMENTS = 6;

    private static final VarHandle OWNED;

    static {
        try {
            OWNED = MethodHandles.lookup().findVarHandle(Call.class, "owned", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final @Nullable CallTable table;
    final int stripe;
    final @Nullable Object[] args = new Object[MOST_ARGUMENTS];

    private boolean owned;
    /** Neighbours in the table belong to other threads: keep them off this slot's cache line. */
    @SuppressWarnings({"unused", "MultipleVariableDeclarations"})
    private long pad0, pad1, pad2, pad3, pad4, pad5, pad6, pad7;

    /** The thread's state, which this call is the top of. */
    private int @Nullable [] frame;
    /** The entry of {@code frame} that was there before. */
    private int below;
    /** Whether this call, or one below, was routed: nothing inside it routes again. */
    boolean routing;

    /** The adapter that was called, where it is not the instance's own. */
    private @Nullable SiteAdapter otherSite;

    int method;

    /** What was called. It holds the object weakly; the host's own frame keeps that alive. */
    @Nullable
    Instance instance;

    long startedNanos;
    /** The beginning of the call that the control thread holds for lost; of no meaning for any other call. */
    long lostNanos;

    @Nullable
    Route route;

    @Nullable
    Plan plan;

    int rank;
    long triedNodes;

    /** The chain of the attempt; null for a last resort, of no meaning where there is no node. */
    @Nullable
    Chain chain;

    /** The node that runs the attempt; null where no node is involved. */
    @Nullable
    Node node;

    /** How the node was chosen among several, which is told how the attempt went; null where there was no choice. */
    @Nullable
    Balancer balancer;

    /** The calls that were in flight on the node before, where there was a choice. */
    int inFlightBefore;

    /** Room for choices among several nodes, once there was one. */
    private @Nullable Candidates candidates;

    int permit;
    /** Whether the permit is still to be settled with the node's breaker. */
    boolean permitHeld;
    /** Whether the node's meter has been told of a beginning, and is still to be told of its outcome. */
    boolean begun;

    /** Whether there is a deadline, at {@code deadlineNanos}. */
    boolean limited;

    long deadlineNanos;
    /** What ends attempts that take too long; made for the slot's first call that needs it. */
    @Nullable
    AttemptLimit limit;

    /** What it means that we ended the attempt, by a cut or a drill; null where we did not, and once that is settled. */
    @Nullable
    FailureClass endedAs;

    int attemptsOnNode;
    long attemptNanos;

    /** Whether arguments are kept, so that they are cleared at the end. */
    private boolean kept;
    /** Whether the attempt is made with the arguments that are kept, else with the caller's own. */
    boolean retargeted;

    /** What the first attempt threw, where one failed. */
    @Nullable
    Throwable firstFailure;

    Call(int stripe, @Nullable CallTable table) {
        this.stripe = stripe;
        this.table = table;
    }

    /** A call that outlives the frame it was made in: it is no slot and on no thread's stack. */
    static Call beyondFrames() {
        return new Call(Meter.SHARED, null);
    }

    /** Notes what another call holds and has to be given back should nobody tell its outcome: objects of ours only. */
    void noteHoldings(Call of) {
        instance = of.instance;
        on(of.node);
        permit = of.permit;
        permitHeld = of.permitHeld;
        begun = of.begun;
        startedNanos = of.attemptNanos;
    }

    /** Forgets what was noted: it has been given back. */
    void forgetHoldings() {
        permitHeld = false;
        begun = false;
    }

    /** Takes the slot; false where another thread has it. */
    boolean tryOwn() {
        return !(boolean) OWNED.getOpaque(this) && OWNED.compareAndSet(this, false, true);
    }

    /** Puts the call on top of the thread's stack. */
    void push(int[] threadFrame) {
        if (frame != threadFrame) {
            frame = threadFrame;
        }
        below = threadFrame[CallTable.TOP];
        threadFrame[CallTable.TOP] = stripe + 1;
    }

    /** Says what is called, through which adapter and by which route. */
    void of(Instance called, SiteAdapter site, int overload, @Nullable Route by) {
        method = overload;
        if (instance != called) {
            instance = called;
        }
        if (!called.isCalledBy(site)) {
            otherSite = site;
        }
        if (route != by) {
            route = by;
        }
    }

    /** Takes a plan for the call's attempts. */
    void follow(Plan next) {
        if (plan != next) {
            plan = next;
        }
        rank = 0;
        triedNodes = 0;
    }

    /** Fixes the deadline, if the call's route has one. */
    void limitBy(Route by) {
        long nanos = by.deadlineNanos();
        limited = nanos != 0;
        deadlineNanos = startedNanos + nanos;
    }

    /** Whether the deadline has passed, if there is one. */
    boolean isOver(long now) {
        return limited && now - deadlineNanos >= 0;
    }

    /** Chooses a node for the next attempt. */
    void choose(Chain by, Node next, int granted) {
        if (chain != by) {
            chain = by;
        }
        on(next);
        chosenBy(null);
        permit = granted;
        permitHeld = true;
        attemptsOnNode = 0;
    }

    /** Falls back to the called instance's own node, past its breaker. */
    void fallBack(@Nullable Node own) {
        chain = null;
        on(own);
        chosenBy(null);
        attemptsOnNode = 0;
    }

    /** Says how the node was chosen; null where there was no choice. */
    private void chosenBy(@Nullable Balancer by) {
        if (balancer != by) {
            balancer = by;
        }
    }

    /** Says that the node was chosen among several. */
    void chosenBy(Balancer by, Candidates among) {
        chosenBy(by);
        inFlightBefore = among.inFlightOnChosen();
    }

    /** Room for a choice among so many nodes. */
    Candidates candidates(Randomness random, int nodes) {
        Candidates room = candidates;
        if (room == null || room.most() < nodes) {
            room = new Candidates(random, nodes);
            candidates = room;
        }
        return room;
    }

    /** Says which node runs the call, if any. */
    void on(@Nullable Node next) {
        if (node != next) {
            node = next;
        }
    }

    /** Keeps the arguments while they are turned into those for another node, which it gives out. */
    @Nullable
    Object[] keep(
            @Nullable Object a0,
            @Nullable Object a1,
            @Nullable Object a2,
            @Nullable Object a3,
            @Nullable Object a4,
            @Nullable Object a5) {
        kept = true;
        args[0] = a0;
        args[1] = a1;
        args[2] = a2;
        args[3] = a3;
        args[4] = a4;
        args[5] = a5;
        return args;
    }

    /** The adapter that was called. The class whose gate it belongs to is on the stack, so it is alive. */
    SiteAdapter site() {
        SiteAdapter other = otherSite;
        return other != null
                ? other
                : Objects.requireNonNull(Objects.requireNonNull(instance).adapter());
    }

    /** The thread's state, which this call is part of. */
    int @Nullable [] frame() {
        return frame;
    }

    /** What was on top of the thread's stack before this call. */
    int below() {
        return below;
    }

    /** Whether the control thread holds this call for lost. */
    boolean isLost() {
        return lostNanos != 0 && lostNanos == startedNanos;
    }

    /** Takes the call off its thread's stack and gives the slot back. */
    void release() {
        if (table != null) {
            table.release(this);
        }
    }

    /** Gives the slot back; the table has taken the call off the thread's stack. Does nothing that can fail. */
    void free() {
        if (otherSite != null) {
            otherSite = null;
        }
        permitHeld = false;
        begun = false;
        if (limit != null) {
            limit.end(null); // nothing, unless the call's exit was lost
        }
        if (endedAs != null) {
            endedAs = null;
        }
        if (firstFailure != null) {
            firstFailure = null;
        }
        if (kept) {
            forgetArguments();
        }
        OWNED.setRelease(this, false);
    }

    /** Forgets which of our objects the last call met; only the slot's owner may. */
    void forgetOurs() {
        instance = null;
        route = null;
        plan = null;
        chain = null;
        node = null;
        balancer = null;
        candidates = null;
    }

    /** Whether a thread has the slot. */
    boolean isOwned() {
        return (boolean) OWNED.getOpaque(this);
    }

    private void forgetArguments() {
        kept = false;
        for (int i = 0; i < MOST_ARGUMENTS; i++) {
            args[i] = null;
        }
    }

    /** Whether a call on an object is part of this one: an overload or super method of the instance that runs. */
    boolean covers(Object object) {
        Node runs = node;
        return Objects.requireNonNull(runs == null ? instance : runs.instance()).refersTo(object);
    }
}
