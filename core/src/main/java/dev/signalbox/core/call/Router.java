package dev.signalbox.core.call;

import dev.signalbox.core.model.Binding;
import dev.signalbox.core.model.Instance;
import dev.signalbox.core.model.Instances;
import dev.signalbox.core.model.Node;
import dev.signalbox.core.route.Route;
import dev.signalbox.core.site.CallGate;
import dev.signalbox.core.site.SiteAdapter;
import dev.signalbox.core.time.TimeSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The data plane: takes one call from its entry to its outcome, on the caller's own thread.
 *
 * <p>A call whose first choice is the very instance that was called runs in place: {@link #enter} measures and lets the body
 * run, {@link #exit} settles it. Every other attempt is made here, by calling the method on another node; that node's own
 * instrumentation sees that it is being called from here and stays out of the way.
 */
public final class Router implements CallGate {
    private final Instances instances;
    private final Resolver resolver;
    private final Attempts attempts;
    private final Failures failures;
    private final TimeSource time;
    private final CallTable table;

    /** Finds out what an instance is, on its first call. */
    @FunctionalInterface
    public interface Resolver {
        /** Binds the instance, and all others that wait for it. */
        Binding resolve(Instance instance);
    }

    /** A router over the live instances. */
    public Router(Instances instances, Resolver resolver, Attempts attempts, Failures failures, TimeSource time) {
        this.instances = instances;
        this.resolver = resolver;
        this.attempts = attempts;
        this.failures = failures;
        this.time = time;
        this.table = new CallTable(attempts::abandon);
    }

    @Override
    public @Nullable Object enter(
            SiteAdapter site,
            int method,
            Object self,
            @Nullable Object a0,
            @Nullable Object a1,
            @Nullable Object a2,
            @Nullable Object a3,
            @Nullable Object a4,
            @Nullable Object a5) {
        Call call = null;
        try {
            call = begin(site, method, self, false);
            if (call == null) {
                return null;
            }
            if (call.route == null) {
                attempts.observe(call, own(call));
                return call;
            }
            if (attempts.first(call)) {
                return call;
            }
            boolean answered = attempts.drive(call, call.startedNanos, a0, a1, a2, a3, a4, a5);
            return answered ? call.answer : call;
        } catch (Throwable ours) {
            return abandoned(call, "the entry of a call", ours);
        }
    }

    @Override
    public @Nullable Object enterLocked(SiteAdapter site, int method, Object self) {
        Call call = null;
        try {
            call = begin(site, method, self, true);
            if (call != null) {
                attempts.observe(call, own(call));
            }
            return call;
        } catch (Throwable ours) {
            return abandoned(call, "the entry of a call", ours);
        }
    }

    /**
     * Finds out what is called, and takes a slot for it; null where it is none of our business. What can fail comes before the
     * slot. This and {@code enter} are kept small enough (325 bytes) for the JIT to inline both into the host's method.
     */
    private @Nullable Call begin(SiteAdapter site, int method, Object self, boolean locked) {
        int[] frame = CallTable.frame();
        Call outer = table.top(frame);
        if (outer != null) {
            if (outer.isLost()) {
                CallTable.forget(frame);
                outer = null;
            } else if (outer.covers(self)) {
                return null;
            }
        }
        Instance instance = instances.find(self);
        Binding binding = instance == null ? null : instance.binding();
        if (instance == null || binding == null) {
            instance = instance == null ? instances.register(self, site) : instance;
            binding = resolver.resolve(instance);
        }
        boolean inside = outer != null && outer.routing;
        Route bound = routeAt(instance, site, (Route) binding.route());
        Route route = inside || locked ? null : bound;
        if (route == null && !binding.observed() && binding.node() == null) {
            return null;
        }
        long now = time.nanoTime();
        Call call = table.acquire(frame);
        call.of(instance, site, method, route);
        call.routing = inside || bound != null; // under a monitor nothing inside routes either
        call.startedNanos = now;
        return call;
    }

    /** The node that the called instance is, or null. */
    static @Nullable Node own(Call call) {
        Instance instance = call.instance;
        Binding binding = instance == null ? null : instance.binding();
        return binding == null ? null : binding.node();
    }

    /** The route of an instance for the call site it is being called through: a route need not be bound to all of them. */
    private static @Nullable Route routeAt(Instance instance, SiteAdapter site, @Nullable Route route) {
        if (route == null || (instance.isCalledBy(site) && !instance.isShared())) {
            return route;
        }
        return instance.isAt(site.id()) && route.config().callSites().contains(site.id()) ? route : null;
    }

    @Override
    public @Nullable Supplier<@Nullable Object> exit(
            Object entered,
            @Nullable Object result,
            @Nullable Throwable thrown,
            @Nullable Object a0,
            @Nullable Object a1,
            @Nullable Object a2,
            @Nullable Object a3,
            @Nullable Object a4,
            @Nullable Object a5) {
        if (entered instanceof Answer answer) {
            return answer;
        }
        Call call = (Call) entered;
        try {
            if (call.route == null) {
                attempts.observed(call, result, thrown);
                return end(call);
            }
            if (thrown == null) {
                attempts.succeeded(call, result);
                return end(call);
            }
            if (!attempts.recover(call, thrown)) {
                return end(call);
            }
            attempts.drive(call, time.nanoTime(), a0, a1, a2, a3, a4, a5);
            return call.failure == thrown ? end(call) : call.answer;
        } catch (Throwable ours) {
            return abandoned(call, "the exit of a call", ours);
        }
    }

    /** Finds calls whose exits were lost, as by an overflow of the host's stack within one; the control thread asks. */
    public void sweep() {
        table.markLost(time.nanoTime());
    }

    @Override
    public void constructed(SiteAdapter site, Object instance) {
        try {
            instances.register(instance, site);
        } catch (Throwable ours) {
            failures.count("the discovery of an instance", ours);
        }
    }

    @Override
    public void named(String beanName, Object raw, Object exposed, Object factory) {
        try {
            instances.beans().named(beanName, raw, exposed, factory);
        } catch (Throwable ours) {
            failures.count("the naming of a bean", ours);
        }
    }

    @Override
    public void failed(String where, Throwable failure) {
        failures.count(where, failure);
    }

    /** Gives the slot back; the body's own result or exception stands. */
    private static @Nullable Answer end(Call call) {
        call.release();
        return null;
    }

    /**
     * Our own failure ends the call: what a node answered already, be it an exception, is the answer; else the body runs, or
     * stands, as if we were not there. Whatever else fails here, the slot is given back.
     */
    private @Nullable Answer abandoned(@Nullable Call call, String where, Throwable ours) {
        failures.count(where, ours);
        if (call == null) {
            return null;
        }
        try {
            attempts.abandon(call);
        } catch (Throwable again) {
            failures.count(where, again);
        }
        return call.answered ? call.answer : end(call);
    }
}
