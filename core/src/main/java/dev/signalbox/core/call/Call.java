package dev.signalbox.core.call;

import dev.signalbox.core.admission.Demand;
import dev.signalbox.core.admission.Level;
import dev.signalbox.core.admission.Resource;
import dev.signalbox.core.admission.WaitOutcome;
import dev.signalbox.core.balance.Balancer;
import dev.signalbox.core.balance.Candidates;
import dev.signalbox.core.config.AllocationPriority;
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
import java.util.concurrent.TimeUnit;
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

    static final int NORMAL = AllocationPriority.NORMAL.ordinal();
    /** The mean distance of calls whose costs are measured; each is drawn from 1 to twice as many less one. */
    private static final int CALLS_A_SAMPLE = 64;
    /** A generator of full period (Knuth's MMIX), of which the upper bits are drawn. */
    private static final long DRAW_FACTOR = 6364136223846793005L;

    private static final long DRAW_STEP = 1442695040888963407L;
    private static final int DRAW_SHIFT = 33;

    private static final Resource[] RESOURCES = Resource.values();
    private static final long SAMPLE_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
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

    /** How important it is, fixed as it enters: the ordinal of an {@link AllocationPriority}. */
    int priority = NORMAL;

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

    /** What the attempt holds of {@code heldLevels}, of {@code heldDemand} and {@code heldTokens}; 0 where nothing. */
    long held;

    Level @Nullable [] heldLevels;

    @Nullable
    Demand heldDemand;

    long heldTokens;
    /** What chains were short of when they were last asked, a byte for each, the last for all further: see {@link #isShort}. */
    long shortages;
    /** The ranks of the chains that turned out not to be able to be asked this, by bits; the last for all further. */
    private long unfit;

    /** Whether others wait for room before it. */
    boolean linesUp;

    /** Whether it was turned away because the machine has too much to do. */
    boolean shed;

    /** How the wait for room ended; null where there was none. */
    @Nullable
    WaitOutcome waitOutcome;

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

    /** Whether what the attempt takes is being measured; what its thread had taken before it. */
    boolean sampled;

    long allocatedBefore;
    long cpuBefore;
    private int untilSample;
    private long sampledNanos;
    private long draw;

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
        this.draw = stripe;
        this.untilSample = table == null ? Integer.MAX_VALUE : drawDistance();
    }

    /** Counts an attempt; true where it is one of those whose costs are measured. Never beyond frames: nobody knows its threads. */
    boolean isDueForSample() {
        return --untilSample <= 0 && isTimeForSample();
    }

    /** Whether the slot's last sample is long enough ago: reading a thread's clock takes as long as several short calls. */
    private boolean isTimeForSample() {
        untilSample = drawDistance();
        long now = route == null ? startedNanos : attemptNanos;
        boolean due = now - sampledNanos >= SAMPLE_PAUSE_NANOS;
        if (due) {
            sampledNanos = now;
        }
        return due;
    }

    private int drawDistance() {
        draw = draw * DRAW_FACTOR + DRAW_STEP;
        return 1 + (int) ((draw >>> DRAW_SHIFT) % (2 * CALLS_A_SAMPLE - 1));
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
        held = of.held;
        heldLevels = of.heldLevels;
        heldDemand = of.heldDemand;
        heldTokens = of.heldTokens;
        startedNanos = of.attemptNanos;
        priority = of.priority;
    }

    /** Notes that an attempt was granted what it needs. */
    void holds(long granted, Level[] levels, Demand demand, long tokens) {
        if (heldLevels != levels) {
            heldLevels = levels;
        }
        if (heldDemand != demand) {
            heldDemand = demand;
        }
        heldTokens = tokens;
        held = granted;
    }

    /**
     * Notes what the chain that was just asked is short of.
     *
     * @param level how many levels come after it in the order in which they were asked: nodes of one model differ in the first alone
     */
    void isShort(int level, int resource) {
        int refusal = level * Byte.SIZE + resource;
        int shift = Math.min(rank, Long.BYTES - 1) * Byte.SIZE;
        shortages = shortages & ~(0xffL << shift) | (long) (refusal + 1) << shift;
    }

    /** Which of some levels a chain was short of something at when it was last asked; null where at none of them. */
    @Nullable
    Level shortLevel(Level @Nullable [] levels, int ofRank) {
        int refusal = refusal(ofRank);
        int index = levels == null || refusal == 0 ? -1 : levels.length - 1 - (refusal - 1) / Byte.SIZE;
        return levels == null || index < 0 ? null : levels[index];
    }

    /** The level at which a chain was short of something when it was last asked; null where at none. */
    @Nullable
    Level shortLevel(Plan.Step step, int ofRank) {
        Level found = null;
        for (int i = 0; found == null && i < step.nodes().length; i++) {
            found = shortLevel(step.levels(i), ofRank);
        }
        return found;
    }

    /** What it was short of there. */
    Resource shortResource(int ofRank) {
        return RESOURCES[Math.max(0, refusal(ofRank) - 1) % Byte.SIZE];
    }

    private int refusal(int ofRank) {
        return (int) (shortages >>> (Math.min(ofRank, Long.BYTES - 1) * Byte.SIZE) & 0xff);
    }

    /** Whether a chain was short of something when it was last asked. */
    boolean wasShort() {
        return shortages != 0;
    }

    /** Forgets what came of the choice before. */
    void beginChoice() {
        shortages = 0;
        if (waitOutcome != null) {
            waitOutcome = null;
        }
    }

    /** Begins its choice anew, by a plan that may be another one: it has been tried nowhere yet. */
    void comeAgain(Plan next) {
        if (plan != next) {
            plan = next;
            unfit = 0;
        }
        rank = 0;
        triedNodes = 0;
        shortages = 0;
    }

    /** Notes that the chain that was chosen cannot be asked this. */
    void isUnfitForChain() {
        unfit |= bit(rank);
    }

    /** Whether the chain that was chosen is known not to be able to be asked this. */
    boolean isChainUnfit() {
        return (unfit & bit(rank)) != 0;
    }

    private static long bit(int ofRank) {
        return 1L << Math.min(ofRank, Long.SIZE - 1);
    }

    /** Forgets what was noted: it has been given back. */
    void forgetHoldings() {
        held = 0;
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

    /** Is as important as the routed call that it is made from; a normal one where there is none. */
    void inherit(@Nullable Call outer) {
        priority = outer == null ? NORMAL : outer.priority;
    }

    /** Takes a plan for the call's attempts. */
    void follow(Plan next) {
        if (plan != next) {
            plan = next;
        }
        rank = 0;
        triedNodes = 0;
        beginChoice();
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
        held = 0;
        shed = false;
        linesUp = false;
        unfit = 0;
        if (waitOutcome != null) {
            waitOutcome = null;
        }
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
        heldLevels = null;
        heldDemand = null;
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
