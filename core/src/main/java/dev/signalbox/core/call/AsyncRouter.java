package dev.signalbox.core.call;

import dev.signalbox.core.model.Binding;
import dev.signalbox.core.model.Instance;
import dev.signalbox.core.model.Instances;
import dev.signalbox.core.route.Route;
import dev.signalbox.core.site.Answered;
import dev.signalbox.core.site.AsyncSite;
import dev.signalbox.core.time.Delays;
import dev.signalbox.core.time.TimeSource;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
    private final CallTable table;
    /** The calls in flight that somebody may still tell the outcome of. */
    private final Set<Ticket> open = ConcurrentHashMap.newKeySet();

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
        this.table = table;
    }

    /**
     * Hands a call to its adapter.
     *
     * @param inside whether it is made from within a call that is routed
     * @return as {@link dev.signalbox.core.site.CallGate#enterAsync} gives it
     */
    @Nullable
    Object open(AsyncSite site, int method, Object self, boolean inside, @Nullable Object[] args) {
        Instance instance = instances.find(self);
        Binding binding = instance == null ? null : instance.binding();
        if (instance == null || binding == null) {
            instance = instance == null ? instances.register(self, site) : instance;
            binding = resolver.resolve(instance);
        }
        Route bound = (Route) binding.route();
        if (bound != null && !bound.config().callSites().contains(site.id())) {
            bound = null;
        }
        if (bound == null && !binding.observed() && binding.node() == null) {
            return null;
        }
        Instance called = instance;
        Route route = inside ? null : bound;
        boolean routing = inside || bound != null;
        Object answer = site.open(
                method,
                self,
                args,
                made -> new PendingCall(this, site, method, called, self, route, routing, args, made).begin());
        return answer instanceof Answered ? answer : Answered.with(answer);
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
        marker.startedNanos = of.attemptNanos;
        return marker;
    }

    /** Watches a call whose outcome nobody may ever tell: a stream that its reader dropped, a future whose thread died. */
    Ticket watch(PendingCall pending) {
        Ticket ticket = new Ticket(pending);
        open.add(ticket);
        return ticket;
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
