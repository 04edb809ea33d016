package dev.signalbox.core.call;

import dev.signalbox.core.admission.AdmittedTask;
import dev.signalbox.core.admission.TaskAllocation;
import dev.signalbox.core.model.Binding;
import dev.signalbox.core.model.Instance;
import dev.signalbox.core.model.Instances;
import dev.signalbox.core.model.Node;
import dev.signalbox.core.route.Route;
import dev.signalbox.core.site.Answered;
import dev.signalbox.core.site.AsyncSite;
import dev.signalbox.core.site.CallGate;
import dev.signalbox.core.site.Entered;
import dev.signalbox.core.site.SiteAdapter;
import dev.signalbox.core.time.Delays;
import dev.signalbox.core.time.TimeSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
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
    private final AsyncRouter async;

    /** Finds out what an instance is, on its first call. */
    @FunctionalInterface
    public interface Resolver {
        /** Binds the instance, and all others that wait for it. */
        Binding resolve(Instance instance);
    }

    /** A router over the live instances. */
    public Router(
            Instances instances,
            Resolver resolver,
            Attempts attempts,
            Settlement settlement,
            Failures failures,
            TimeSource time,
            Delays delays) {
        this.instances = instances;
        this.resolver = resolver;
        this.attempts = attempts;
        this.failures = failures;
        this.time = time;
        this.table = new CallTable(settlement::forsake);
        this.async = new AsyncRouter(instances, resolver, attempts, settlement, failures, time, delays, table);
    }

    /** Kept so small that the JIT inlines it into the host's method: what is part of another call goes no further. */
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
        int[] frame = CallTable.frame();
        Call outer = table.top(frame);
        return outer != null && outer.covers(self) && !outer.isLost()
                ? null
                : begin(frame, outer, site, method, self, false, a0, a1, a2, a3, a4, a5);
    }

    @Override
    public @Nullable Object enterAsync(
            AsyncSite site,
            int method,
            Object self,
            @Nullable Object a0,
            @Nullable Object a1,
            @Nullable Object a2,
            @Nullable Object a3,
            @Nullable Object a4,
            @Nullable Object a5) {
        try {
            int[] frame = CallTable.frame();
            Call outer = table.top(frame);
            if (outer != null && outer.covers(self) && !outer.isLost()) {
                return null;
            }
            boolean inside = outer != null && outer.routing && !outer.isLost();
            return async.open(
                    site, method, self, inside ? outer : null, new @Nullable Object[] {a0, a1, a2, a3, a4, a5});
        } catch (Throwable ours) {
            failures.count("the entry of a call", ours);
            return null;
        }
    }

    @Override
    public @Nullable Entered enterLocked(SiteAdapter site, int method, Object self) {
        int[] frame = CallTable.frame();
        Call outer = table.top(frame);
        return outer != null && outer.covers(self) && !outer.isLost()
                ? null
                : (Entered) begin(frame, outer, site, method, self, true, null, null, null, null, null, null);
    }

    /**
     * Finds out what is called and takes a slot for it, unless it is none of our business; lets the body run, or makes the call
     * elsewhere. What can fail comes before the slot.
     *
     * <p>Do not make two of it: with more than 325 bytes of bytecode HotSpot does not inline it, which keeps {@link #enter} small,
     * and that is worth 8 ns to each call that is made elsewhere.
     *
     * @param outer the call that this one is made from, which may be lost
     * @param locked whether the caller's thread holds the instance's monitor: nothing is routed from under it
     */
    private @Nullable Object begin(
            int[] frame,
            @Nullable Call outer,
            SiteAdapter site,
            int method,
            Object self,
            boolean locked,
            @Nullable Object a0,
            @Nullable Object a1,
            @Nullable Object a2,
            @Nullable Object a3,
            @Nullable Object a4,
            @Nullable Object a5) {
        Call call = null;
        try {
            boolean inside = outer != null && outer.routing;
            if (outer != null && outer.isLost()) {
                forget(frame, outer);
                inside = false;
            }
            Instance instance = instances.find(self);
            Binding binding = instance == null ? null : instance.binding();
            if (instance == null || binding == null) {
                instance = instance == null ? instances.register(self, site) : instance;
                binding = resolver.resolve(instance);
            }
            Route bound = (Route) binding.route();
            if (bound != null && (instance.isShared() || !instance.isCalledBy(site))) {
                // a route need not be bound to all the call sites of its instance
                boolean here =
                        instance.isAt(site.id()) && bound.config().callSites().contains(site.id());
                bound = here ? bound : null;
            }
            Route route = inside || locked ? null : bound;
            if (route == null && !binding.observed() && binding.node() == null) {
                return null;
            }
            long now = time.nanoTime();
            call = table.acquire(frame);
            call.of(instance, site, method, route);
            call.inherit(inside ? outer : null);
            call.routing = inside || bound != null; // under a monitor nothing inside routes either
            call.startedNanos = now;
            if (route == null) {
                attempts.observe(call, binding.node());
                return call;
            }
            return attempts.first(call) ? call : attempts.drive(call, now, a0, a1, a2, a3, a4, a5);
        } catch (Throwable ours) {
            abandoned(call, "the entry of a call", ours);
            return null;
        }
    }

    /** Forgets calls whose exits were probably lost: what they hold others may have, and the next call stands on its own. */
    private void forget(int[] frame, Call top) {
        for (Call lost = top; lost != null; lost = table.below(lost)) {
            attempts.letGo(lost);
        }
        CallTable.forget(frame);
    }

    /**
     * Runs a probe of an instance on the calling thread: what it calls on the instance is neither routed nor measured, and what it
     * calls on others is not routed. Were it routed, another node's answer would speak for the one that is probed.
     */
    public <T extends @Nullable Object> T aside(Instance instance, Callable<T> work) throws Exception {
        SiteAdapter site = instance.adapter();
        if (site == null) {
            return work.call();
        }
        Call call = table.acquire(CallTable.frame());
        try {
            call.of(instance, site, 0, null);
            call.on(null);
            call.routing = true;
            call.inherit(null);
            call.startedNanos = time.nanoTime();
            return work.call();
        } finally {
            call.release();
        }
    }

    /** The node that the called instance is, or null. */
    static @Nullable Node own(Call call) {
        Instance instance = call.instance;
        Binding binding = instance == null ? null : instance.binding();
        return binding == null ? null : binding.node();
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
        Call call = (Call) entered;
        try {
            if (call.route == null) {
                attempts.observed(call, result, thrown);
            } else if (thrown == null) {
                attempts.succeeded(call, result);
            } else if (attempts.recover(call, thrown)) {
                Object answer = attempts.drive(call, time.nanoTime(), a0, a1, a2, a3, a4, a5);
                return answer instanceof Answered given ? given : Answered.supplying(answer);
            }
            call.release();
        } catch (Throwable ours) {
            abandoned(call, "the exit of a call", ours);
        }
        return null;
    }

    /** The attempts in flight, by their nodes; calls go on meanwhile. */
    public Map<Node, List<TaskAllocation>> tasks() {
        Tasks tasks = new Tasks(time);
        table.addTo(tasks);
        async.addTo(tasks);
        return tasks.byNode();
    }

    /** The attempts in flight, with what they hold; calls go on meanwhile. */
    public List<AdmittedTask> admitted() {
        Tasks tasks = new Tasks(time);
        table.addTo(tasks);
        async.addTo(tasks);
        return tasks.all();
    }

    /** Finds calls whose exits were lost, as by an overflow of the host's stack within one; the control thread asks. */
    public void sweep() {
        table.markLost(time.nanoTime());
        async.sweep();
    }

    /** Lets go of instances that were collected, and of what was known of them; the control thread asks. */
    public void forgetCollected() {
        table.forgetLast();
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

    /**
     * Our own failure ends the call before a node answered: the body runs, or stands, as if we were not there. Whatever else
     * fails here, the slot is given back.
     */
    private void abandoned(@Nullable Call call, String where, Throwable ours) {
        if (call == null) {
            failures.count(where, ours);
        } else {
            attempts.abandon(call, where, ours);
            call.release();
        }
    }
}
