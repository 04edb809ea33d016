package dev.signalbox.core.call;

import dev.signalbox.core.model.Instance;
import dev.signalbox.core.model.Node;
import dev.signalbox.core.route.Chain;
import dev.signalbox.core.route.Plan;
import dev.signalbox.core.route.Route;
import dev.signalbox.core.site.SiteAdapter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * One call in flight: a slot of the {@link CallTable}, owned by one thread from entry to outcome and used again afterwards,
 * so that a call allocates nothing. Only the owning thread touches its fields, but for {@code owned}.
 */
final class Call {
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

    final int stripe;
    final Answer answer = new Answer(this);
    final @Nullable Object[] original = new Object[MOST_ARGUMENTS];
    final @Nullable Object[] args = new Object[MOST_ARGUMENTS];

    private boolean owned;
    /** Neighbours in the table belong to other threads: keep them off this slot's cache line. */
    @SuppressWarnings({"unused", "MultipleVariableDeclarations"})
    private long pad0, pad1, pad2, pad3, pad4, pad5, pad6, pad7;

    /** The thread's state, which this call is the top of. */
    Object @Nullable [] frame;
    /** The call below on the thread's stack. */
    @Nullable
    Call outer;
    /** Whether this call, or one below, was routed: nothing inside it routes again. */
    boolean routing;
    /** The instance that runs, so that its own inner calls are not counted again. */
    @Nullable
    Object target;

    @Nullable
    SiteAdapter site;

    int method;

    @Nullable
    Object self;

    @Nullable
    Instance instance;

    long startedNanos;

    @Nullable
    Route route;

    @Nullable
    Plan plan;

    int rank;
    long triedNodes;

    @Nullable
    Chain chain;

    @Nullable
    Node node;

    int permit;
    boolean onNode;
    int attemptsOnNode;
    long attemptNanos;

    /** Whether the arguments are kept, so that they are cleared at the end. */
    boolean kept;
    /** Whether the answer below is the call's. */
    boolean answered;

    @Nullable
    Object result;

    @Nullable
    Throwable failure;
    /** What the first attempt threw, where one failed. */
    @Nullable
    Throwable firstFailure;

    Call(int stripe) {
        this.stripe = stripe;
    }

    /** Takes the slot; false where another thread has it. */
    boolean tryOwn() {
        return !(boolean) OWNED.getOpaque(this) && OWNED.compareAndSet(this, false, true);
    }

    /** Puts the call on top of the thread's stack. */
    void push(Object[] threadFrame, @Nullable Call below) {
        frame = threadFrame;
        outer = below;
        threadFrame[0] = this;
    }

    /** Takes the call off the thread's stack and gives the slot back. */
    void release() {
        Object[] threadFrame = frame;
        if (threadFrame != null && threadFrame[0] == this) {
            threadFrame[0] = outer;
        }
        frame = null;
        outer = null;
        routing = false;
        target = null;
        site = null;
        self = null;
        instance = null;
        node = null;
        if (route != null) {
            route = null;
            plan = null;
            chain = null;
            rank = 0;
            triedNodes = 0;
            attemptsOnNode = 0;
            onNode = false;
            if (kept || answered || firstFailure != null) {
                clearOutcome();
            }
        }
        OWNED.setRelease(this, false);
    }

    private void clearOutcome() {
        kept = false;
        answered = false;
        result = null;
        failure = null;
        firstFailure = null;
        for (int i = 0; i < MOST_ARGUMENTS; i++) {
            original[i] = null;
            args[i] = null;
        }
    }

    /** Whether a call on an object is part of this one: an overload or super method of the instance that runs. */
    boolean covers(Object object) {
        return target == object;
    }
}
