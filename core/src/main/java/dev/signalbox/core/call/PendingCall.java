package dev.signalbox.core.call;

import dev.signalbox.core.drill.Drill;
import dev.signalbox.core.drill.DrillKind;
import dev.signalbox.core.drill.Injection;
import dev.signalbox.core.model.Instance;
import dev.signalbox.core.model.Node;
import dev.signalbox.core.route.Route;
import dev.signalbox.core.site.AsyncAttempts;
import dev.signalbox.core.site.AsyncCall;
import dev.signalbox.core.site.AsyncSite;
import dev.signalbox.core.site.Attempt;
import dev.signalbox.core.site.FailureClass;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One call whose outcome comes after its method has returned: it makes attempts, one after the other, until one has an outcome that
 * the caller is to see.
 *
 * <p>Threads take turns: whoever settles the attempt under way, by one compare-and-set, owns the call's state until the next attempt
 * is made. Settling is guarded: where it fails, the failure is counted and the host is told all the same.
 */
final class PendingCall implements AsyncCall {
    /** A call that hangs in a drill looks this often whether the drill was ended early. */
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final AsyncRouter router;
    private final AsyncSite site;
    /** Holds the called object for as long as the call goes on. */
    private final Object self;

    private final @Nullable Object[] args;
    private final AsyncAttempts made;
    private final boolean routing;
    private final Call call = Call.beyondFrames();
    private final AsyncRouter.Ticket ticket;
    private volatile @Nullable OneAttempt current;
    private volatile boolean cancelled;
    /** Whether what the first attempt failed with was thrown, not told. */
    private boolean firstThrown;

    /** Whether the call goes on without us: what comes of it is passed on, and nothing else. */
    private boolean unmanaged;

    /** In which the caller's own code runs where the deadline has an attempt cut. */
    private @Nullable ClassLoader context;

    /** Whether the caller has been told a failure. */
    private boolean told;

    private @Nullable Throwable thrownWhenTold;
    private FailureClass lastKind = FailureClass.UNCLEAR;

    PendingCall(
            AsyncRouter router,
            AsyncSite site,
            int method,
            Instance instance,
            Object self,
            @Nullable Route route,
            boolean routing,
            int priority,
            @Nullable Object[] args,
            AsyncAttempts made) {
        this.router = router;
        this.site = site;
        this.self = self;
        this.args = args.clone();
        this.made = made;
        this.routing = routing;
        call.of(instance, site, method, route);
        call.priority = priority;
        this.ticket = router.watch(this);
    }

    /** How far an attempt has come. */
    private enum State {
        /** Nothing of it has reached the caller. */
        SILENT,
        /** Output has reached the caller. */
        SPEAKING,
        /** It has its outcome, or was given up. */
        SETTLED,
        /** It took too long: nothing of it reaches the caller any more. */
        CUT
    }

    /** What the caller is to be told, once everything of ours is done. */
    private record Telling(Throwable failure, boolean thrown) {}

    /** Makes the first attempt. */
    PendingCall begin() {
        Telling telling;
        try {
            telling = first();
        } catch (Throwable ours) {
            telling = without("the beginning of a call", ours);
        }
        tell(telling);
        return this;
    }

    /** Whether a model may have been entered, or the caller was told: the body must not run as well. */
    boolean hasBegun() {
        return current != null || told;
    }

    /** Whether the host's own code threw this when it was told. */
    boolean isHosts(Throwable thrown) {
        return thrown == thrownWhenTold;
    }

    private @Nullable Telling first() {
        Route route = call.route;
        call.startedNanos = router.time.nanoTime();
        if (route != null) {
            call.limitBy(route);
            context = call.limited ? Thread.currentThread().getContextClassLoader() : null;
            router.attempts.selectFirst(call);
            return next();
        }
        router.settlement.observing(call, Router.own(call));
        call.attemptNanos = call.startedNanos;
        return make(new OneAttempt(), self, args.clone());
    }

    /**
     * Makes attempts until one is under way, or none is left. An attempt that fails while it is being made leaves the next one to
     * this loop: however many there are, the stack does not grow with them.
     */
    private @Nullable Telling next() {
        while (true) {
            OneAttempt attempt = new OneAttempt();
            Telling telling = one(attempt);
            if (!attempt.goesOn) {
                return telling;
            }
        }
    }

    /** Makes an attempt on the node that was chosen, or on others where that cannot be asked this. */
    private @Nullable Telling one(OneAttempt attempt) {
        for (Node node = call.node; node != null; node = call.node) {
            Object target = router.attempts.prepare(call, node, args[0], args[1], args[2], args[3], args[4], args[5]);
            if (target != null) {
                router.attempts.begin(call, node, router.time.nanoTime());
                return make(attempt, target, call.retargeted ? call.args.clone() : args.clone());
            }
            router.attempts.select(call, router.time.nanoTime());
        }
        return nowhere(attempt);
    }

    /** No node is left: none was ever asked, or all failed. */
    private @Nullable Telling nowhere(OneAttempt attempt) {
        Throwable first = call.firstFailure;
        if (first != null) {
            router.settlement.exhausted(call, router.time.nanoTime());
            return ended(new Telling(first, firstThrown));
        }
        if (!router.attempts.mayBeLastResort(call)) {
            return ended(new Telling(router.settlement.rejected(call, call.startedNanos), true));
        }
        router.attempts.lastResort(call);
        return make(attempt, self, args.clone());
    }

    /** Makes an attempt, or has a drill strike it; once the model has been entered nothing of ours fails here. */
    private @Nullable Telling make(OneAttempt attempt, Object target, @Nullable Object[] given) {
        ticket.holds(call);
        current = attempt;
        attempt.limit();
        Node node = call.node;
        Drill drill = node == null || unmanaged ? null : Strikes.drill(call, node);
        if (node != null && drill != null && router.attempts.strikes.strikes(drill)) {
            return struck(drill, node, attempt, target, given);
        }
        return enter(attempt, target, given);
    }

    private @Nullable Telling enter(OneAttempt attempt, Object target, @Nullable Object[] given) {
        Call marker = router.mark(call, site, routing);
        attempt.maker = Thread.currentThread();
        Throwable thrown = null;
        try {
            if (cancelled) {
                attempt.cancel();
            } else {
                made.attempt(target, given, attempt);
            }
        } catch (Throwable t) {
            thrown = t;
        }
        router.unmark(marker);
        Telling telling = thrown == null ? null : attempt.fail(thrown, true);
        attempt.maker = null;
        return telling;
    }

    /** What comes late in a drill comes on a thread of ours: the caller's does not wait. */
    private @Nullable Telling struck(
            Drill drill, Node node, OneAttempt attempt, Object target, @Nullable Object[] given) {
        @Nullable ClassLoader in = Thread.currentThread().getContextClassLoader();
        if (drill.kind() == DrillKind.LATENCY) {
            Supplier<@Nullable Telling> late = () -> attempt.isOver() ? null : enter(attempt, target, given);
            router.delays.after(drill.latencyNanos(), () -> onOurThread(late, in));
            return null;
        }
        attempt.drill = drill;
        Throwable failure = Injection.failure(drill, site, node.name());
        if (drill.kind() == DrillKind.HANG) {
            hang(drill, attempt, failure, in);
            return null;
        }
        attempt.maker = Thread.currentThread();
        Telling telling = attempt.fail(failure, true);
        attempt.maker = null;
        return telling;
    }

    private void hang(Drill drill, OneAttempt attempt, Throwable failure, @Nullable ClassLoader in) {
        long left = drill.leftNanos(router.time.nanoTime());
        if (left > 0 && !attempt.isOver()) {
            try {
                router.delays.after(Math.min(left, LOOK_NANOS), () -> hang(drill, attempt, failure, in));
                return;
            } catch (Throwable ours) {
                router.failures.count("the hang of a drill", ours); // nobody else would end the call
            }
        }
        onOurThread(() -> attempt.fail(failure, false), in);
    }

    /** Our own failure ends what we do for the call: where no model was entered yet, it goes where its caller put it. */
    private @Nullable Telling without(String where, Throwable ours) {
        router.settlement.abandoned(call, where, ours);
        Throwable first = call.firstFailure;
        if (first != null) {
            return ended(new Telling(first, firstThrown));
        }
        ticket.done();
        unmanaged = true;
        call.on(null);
        return make(new OneAttempt(), self, args.clone());
    }

    /** Goes on with the call on a thread of ours, in a context of the host's. */
    private void onOurThread(Supplier<@Nullable Telling> work, @Nullable ClassLoader in) {
        Thread thread = Thread.currentThread();
        @Nullable ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(in);
        try {
            tell(work.get());
        } catch (Throwable hosts) {
            // The thread is ours: there is nobody above it to whom this could go.
            router.failures.count("the caller's own code, told of a failure", hosts);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** The pause before the same node is asked again is over. */
    private @Nullable Telling again() {
        try {
            if (cancelled) {
                router.settlement.cancelled(call, router.time.nanoTime(), false);
                ticket.done();
                return null;
            }
            if (!router.attempts.readmit(call)) {
                router.attempts.select(call, router.time.nanoTime());
            }
            return next();
        } catch (Throwable ours) {
            return without("another attempt", ours);
        }
    }

    private Telling ended(Telling telling) {
        ticket.done();
        return telling;
    }

    /** The host's own code runs here; what it throws goes to whoever calls us. */
    private void tell(@Nullable Telling telling) {
        if (telling != null) {
            told = true;
            try {
                made.failed(telling.failure, telling.thrown);
            } catch (Throwable hosts) {
                thrownWhenTold = hosts;
                throw hosts;
            }
        }
    }

    @Override
    public void cancelled() {
        cancelled = true;
        OneAttempt attempt = current;
        if (attempt != null) {
            attempt.cancel();
        }
    }

    private final class OneAttempt implements Attempt, Watchdog.Late {
        private final AtomicReference<State> state = new AtomicReference<>(State.SILENT);
        /** Whether output had reached the caller when the attempt was settled. */
        private boolean output;
        /** The thread that makes the attempt, while it does; of meaning to that thread only. */
        private @Nullable Thread maker;
        /** Whether the attempt failed while it was being made, and another one is to follow. */
        private boolean goesOn;
        /** The drill that has it fail, if one does. */
        private @Nullable Drill drill;

        /** Whether the attempt's time is limited, and until when. */
        private boolean limited;

        private long begunNanos;
        private long dueNanos;

        /** Has the attempt looked after, if the call has a deadline. */
        void limit() {
            if (call.limited && !unmanaged) {
                limited = true;
                begunNanos = router.time.nanoTime();
                dueNanos = Deadlines.dueNanos(call, begunNanos);
                router.watchdog.watch(this);
                if (state.get() != State.SILENT) {
                    router.watchdog.forget(this);
                }
            }
        }

        @Override
        public long dueNanos() {
            return dueNanos;
        }

        @Override
        public void isDue() {
            router.delays.after(0, () -> onOurThread(this::cut, context));
        }

        /** Ends the attempt, unless it has an outcome or its output has reached the caller. */
        private @Nullable Telling cut() {
            if (!state.compareAndSet(State.SILENT, State.CUT)) {
                return null;
            }
            ticket.holdsNothing();
            try {
                made.cut();
            } catch (Throwable hosts) {
                router.failures.count("the library's own end of an attempt at " + site.id(), hosts);
            }
            long nanos = router.time.nanoTime() - begunNanos;
            return settled(router.attempts.deadlines.cutOff(call, call.node, nanos, null), false);
        }

        @Override
        public boolean output() {
            if (state.compareAndSet(State.SILENT, State.SPEAKING)) {
                endLimit();
            }
            return state.get() != State.CUT;
        }

        @Override
        public boolean succeeded(@Nullable Object result) {
            if (!settle()) {
                boolean cut = state.get() == State.CUT;
                if (cut) {
                    router.attempts.deadlines.discard(site, result);
                }
                return !cut;
            }
            if (!unmanaged) {
                try {
                    long now = router.time.nanoTime();
                    if (call.route == null) {
                        router.settlement.observed(call, now, result, null);
                    } else {
                        router.settlement.succeeded(call, now, result);
                    }
                } catch (Throwable ours) {
                    router.settlement.abandoned(call, "the settlement of a call", ours);
                }
                ticket.done();
            }
            return true;
        }

        @Override
        public void failed(Throwable failure) {
            tell(fail(failure, false));
        }

        /** Settles a failure; another attempt has been made, or is to come, where there is nothing to tell. */
        @Nullable
        Telling fail(Throwable failure, boolean thrown) {
            return settle() ? settled(failure, thrown) : null;
        }

        private @Nullable Telling settled(Throwable failure, boolean thrown) {
            if (unmanaged) {
                return new Telling(failure, thrown);
            }
            if (call.firstFailure == null) {
                firstThrown = thrown;
            }
            boolean mayGoOn;
            try {
                mayGoOn = settleFailure(failure);
            } catch (Throwable ours) {
                router.settlement.abandoned(call, "the settlement of a call", ours);
                mayGoOn = false;
            }
            if (!mayGoOn) {
                Throwable first = call.firstFailure;
                return ended(output || first == null ? new Telling(failure, thrown) : new Telling(first, firstThrown));
            }
            try {
                return pauses() ? null : goOn();
            } catch (Throwable ours) {
                return without("another attempt", ours);
            }
        }

        /** Chooses the next attempt and makes it: here, or where this one is being made, once that is over. */
        private @Nullable Telling goOn() {
            router.attempts.select(call, router.time.nanoTime());
            if (maker == Thread.currentThread()) {
                goesOn = true;
                return null;
            }
            return next();
        }

        /** Records a failure; true where another attempt may follow, else the call has ended. */
        private boolean settleFailure(Throwable failure) {
            long now = router.time.nanoTime();
            if (call.route == null) {
                router.settlement.observed(call, now, null, failure);
                return false;
            }
            if (drill != null && call.endedAs == null) {
                call.endedAs = drill.kind().failure();
            }
            FailureClass kind = router.settlement.classify(call, failure);
            router.settlement.failed(call, now, failure, kind);
            call.beginChoice();
            lastKind = kind;
            if (output || cancelled || !Attempts.isReplayable(call, kind)) {
                router.settlement.exhausted(call, now);
                return false;
            }
            return true;
        }

        /** Whether the same node is asked again after a pause, in the context in which the library told of the failure. */
        private boolean pauses() {
            long nanos = router.attempts.retryAfterNanos(call, lastKind, router.time.nanoTime());
            if (nanos >= 0) {
                @Nullable ClassLoader in = Thread.currentThread().getContextClassLoader();
                router.delays.after(nanos, () -> onOurThread(PendingCall.this::again, in));
            }
            return nanos >= 0;
        }

        void cancel() {
            if (settle() && !unmanaged) {
                try {
                    router.settlement.cancelled(call, router.time.nanoTime(), output);
                } catch (Throwable ours) {
                    router.settlement.abandoned(call, "the settlement of a call", ours);
                }
                ticket.done();
            }
        }

        boolean isOver() {
            return state.get() != State.SILENT;
        }

        private boolean settle() {
            boolean spoke = state.compareAndSet(State.SPEAKING, State.SETTLED);
            if (!spoke && !state.compareAndSet(State.SILENT, State.SETTLED)) {
                spoke = state.compareAndSet(State.SPEAKING, State.SETTLED); // output in between
                if (!spoke) {
                    return false;
                }
            }
            output = spoke;
            if (spoke) {
                call.limited = false; // the caller was answered in time
            }
            endLimit();
            ticket.holdsNothing();
            return true;
        }

        private void endLimit() {
            if (limited) {
                router.watchdog.forget(this);
            }
        }
    }
}
