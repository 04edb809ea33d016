package dev.signalbox.core.call;

import dev.signalbox.core.model.Binding;
import dev.signalbox.core.model.Instance;
import dev.signalbox.core.model.Instances;
import dev.signalbox.core.route.Route;
import dev.signalbox.core.site.Answered;
import dev.signalbox.core.site.AsyncAttempts;
import dev.signalbox.core.site.AsyncCall;
import dev.signalbox.core.site.AsyncCalls;
import dev.signalbox.core.site.AsyncSite;
import dev.signalbox.core.time.Delays;
import dev.signalbox.core.time.TimeSource;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The data plane's other half: calls whose methods return before their outcome. Such a call is an object of its own; beside what
 * it does (a request over the network, a stream) that costs nothing.
 */
final class AsyncRouter {
    private final Instances instances;
    private final Router.Resolver resolver;
    final Attempts attempts;
    final Settlement settlement;
    final Failures failures;
    final TimeSource time;
    final Delays delays;
    final Watchdog watchdog;
    private final CallTable table;
    /** The calls in flight that somebody may still tell the outcome of. */
    private final Set<Ticket> open = ConcurrentHashMap.newKeySet();

    private final AtomicLong watched = new AtomicLong();
    private final ReferenceQueue<PendingCall> dropped = new ReferenceQueue<>();

    AsyncRouter(
            Instances instances,
            Router.Resolver resolver,
            Attempts attempts,
            Settlement settlement,
            Failures failures,
            TimeSource time,
            Delays delays,
            CallTable table) {
        this.instances = instances;
        this.resolver = resolver;
        this.attempts = attempts;
        this.settlement = settlement;
        this.failures = failures;
        this.time = time;
        this.delays = delays;
        this.watchdog = attempts.deadlines.watchdog();
        this.table = table;
    }

    /**
     * Hands a call to its adapter.
     *
     * @param outer the routed call that it is made from, or null
     * @return as {@link dev.signalbox.core.site.CallGate#enterAsync} gives it
     */
    @Nullable
    Object open(AsyncSite site, int method, Object self, @Nullable Call outer, @Nullable Object[] args)
            throws Throwable {
        if (!site.accepts(method, args)) {
            return null;
        }
        Instance instance = instances.find(self);
        Binding binding = instance == null ? null : instance.binding();
        if (instance == null || binding == null) {
            instance = instance == null ? instances.register(self, site) : instance;
            binding = resolver.resolve(instance);
        }
        Route bound = routeAt(site, instance, binding);
        if (bound == null && !binding.observed() && binding.node() == null) {
            return null;
        }
        Opened opened = new Opened(site, method, instance, self, outer, binding, bound, args);
        Object answer;
        try {
            answer = site.open(method, self, args, opened);
        } catch (Throwable thrown) {
            return opened.failed(thrown);
        } finally {
            opened.isOpen();
        }
        return answer instanceof Answered ? answer : Answered.with(answer);
    }

    /** The route that a binding leads calls at a site to, or null: a route need not be bound to all the call sites of its instance. */
    private static @Nullable Route routeAt(AsyncSite site, Instance instance, Binding binding) {
        Route bound = (Route) binding.route();
        boolean here = bound != null
                && instance.isAt(site.id())
                && bound.config().callSites().contains(site.id());
        return here ? bound : null;
    }

    /** One call of an instrumented method; a publisher's begins anew with each subscription. */
    private final class Opened implements AsyncCalls {
        private final AsyncSite site;
        private final int method;
        private final Instance instance;
        private final Object self;
        private final boolean inside;
        /** Fixed here, on the caller's thread: a publisher may be subscribed to on any. */
        private final int priority;

        private final Binding binding;
        private final @Nullable Route bound;
        private final @Nullable Object[] args;
        /** The thread that opens the call, while it does: a publisher may live long, and holds no subscription's call. */
        private volatile @Nullable Thread opening = Thread.currentThread();

        private @Nullable PendingCall begun;

        Opened(
                AsyncSite site,
                int method,
                Instance instance,
                Object self,
                @Nullable Call outer,
                Binding binding,
                @Nullable Route bound,
                @Nullable Object[] args) {
            this.site = site;
            this.method = method;
            this.instance = instance;
            this.self = self;
            this.inside = outer != null;
            this.priority = outer != null
                    ? outer.priority
                    : bound == null ? Call.NORMAL : AsyncRouter.this.attempts.priorities.of(bound, instance);
            this.binding = binding;
            this.bound = bound;
            this.args = args;
        }

        @Override
        public AsyncCall begin(AsyncAttempts attempts) {
            Route route = boundNow();
            PendingCall pending = new PendingCall(
                    AsyncRouter.this,
                    site,
                    method,
                    instance,
                    self,
                    inside ? null : route,
                    inside || route != null,
                    priority,
                    args,
                    attempts);
            if (opening == Thread.currentThread()) {
                begun = pending;
            }
            return pending.begin();
        }

        /** The caller has been given its answer. */
        void isOpen() {
            opening = null;
            begun = null;
        }

        /** A publisher may be subscribed to long after it was made: what was reloaded meanwhile is in force for it, too. */
        private @Nullable Route boundNow() {
            Binding now = instance.binding();
            return now == null || now == binding ? bound : routeAt(site, instance, now);
        }

        /** What the caller is given where the adapter threw: where nothing has begun, the body runs. */
        Object failed(Throwable thrown) throws Throwable {
            PendingCall last = begun;
            if (last == null || !last.hasBegun()) {
                throw thrown;
            }
            if (!last.isHosts(thrown)) {
                failures.count("the opening of a call that has begun", thrown);
            }
            return Answered.throwing(thrown);
        }
    }

    /**
     * Marks the calling thread as one that makes an attempt, so that the library's own calls within it stay what they are. It reads
     * no clock, for without the mark no attempt may be made: the target's own gate would take it for another call.
     */
    Call mark(Call of, AsyncSite site, boolean routing) {
        Call marker = table.acquire(CallTable.frame());
        marker.of(Objects.requireNonNull(of.instance), site, of.method, null);
        marker.on(of.node);
        marker.routing = routing;
        marker.inherit(of);
        marker.startedNanos = of.attemptNanos;
        return marker;
    }

    /** Takes the mark off the thread again; the attempt has been made, so nothing of ours may fail from here on. */
    void unmark(Call marker) {
        try {
            marker.release();
        } catch (Throwable ours) {
            failures.count("the end of an attempt's beginning", ours);
        }
    }

    /** Watches a call whose outcome nobody may ever tell: a stream that its reader dropped, a future whose thread died. */
    Ticket watch(PendingCall pending) {
        Ticket ticket = new Ticket(pending);
        open.add(ticket);
        return ticket;
    }

    /** Adds the tasks of the calls in flight. */
    void addTo(Tasks tasks) {
        for (Ticket ticket : open) {
            tasks.add(ticket.left, "a" + ticket.number);
        }
    }

    /** Gives back what calls hold that were dropped without an outcome; the control thread asks. */
    void sweep() {
        for (Reference<?> r = dropped.poll(); r != null; r = dropped.poll()) {
            Ticket ticket = (Ticket) r;
            if (open.remove(ticket)) {
                settlement.forsake(ticket.left);
            }
        }
    }

    /**
     * What is left of a call when nobody can reach it any more. It is held by us for as long as the call goes on, so it knows nothing
     * of the host's: an exception, say, leads to its class's loader, and from there to the very call that is to be dropped.
     */
    final class Ticket extends PhantomReference<PendingCall> {
        private final Call left = Call.beyondFrames();
        private final long number = watched.incrementAndGet();

        private Ticket(PendingCall pending) {
            super(pending, dropped);
        }

        /** An attempt begins: this is what the call holds. */
        void holds(Call call) {
            left.noteHoldings(call);
        }

        /** The attempt has its outcome. */
        void holdsNothing() {
            left.forgetHoldings();
        }

        /** The call has its outcome. */
        void done() {
            open.remove(this);
        }
    }
}
