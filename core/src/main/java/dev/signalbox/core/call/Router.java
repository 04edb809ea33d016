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
    private final CallTable table = new CallTable();

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
            int[] frame = CallTable.frame();
            Call outer = table.top(frame);
            if (outer != null && outer.covers(self)) {
                return null;
            }
            Instance instance = instances.find(self);
            Binding binding = instance == null ? null : instance.binding();
            if (instance == null || binding == null) {
                instance = instance == null ? instances.register(self, site) : instance;
                binding = resolver.resolve(instance);
            }
            boolean inside = outer != null && outer.routing;
            Route route = inside ? null : (Route) binding.route();
            if (route == null && !binding.observed() && binding.node() == null) {
                return null;
            }
            call = table.acquire(frame);
            call.of(instance, self, site, method, route);
            call.routing = inside || route != null;
            call.startedNanos = time.nanoTime();
            if (route == null) {
                observe(call, binding.node());
                return call;
            }
            if (attempts.first(call)) {
                return call;
            }
            attempts.drive(call, call.startedNanos, a0, a1, a2, a3, a4, a5);
            return call.answer;
        } catch (Throwable ours) {
            failures.count("entry of " + site.id(), ours);
            return abandoned(call);
        }
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
                call.release();
                return null;
            }
            if (thrown == null) {
                attempts.succeeded(call, result);
                call.release();
                return null;
            }
            if (!attempts.recover(call, thrown)) {
                call.release();
                return null;
            }
            attempts.drive(call, time.nanoTime(), a0, a1, a2, a3, a4, a5);
            if (call.failure == thrown) {
                call.release();
                return null;
            }
            return call.answer;
        } catch (Throwable ours) {
            failures.count("exit of a call", ours);
            // A result that another node gave is the caller's, whatever of ours failed after it.
            Object given = abandoned(call);
            return given instanceof Answer answer ? answer : null;
        }
    }

    @Override
    public void constructed(SiteAdapter site, Object instance) {
        try {
            instances.register(instance, site);
        } catch (Throwable ours) {
            failures.count("discovery at " + site.id(), ours);
        }
    }

    @Override
    public void failed(String where, Throwable failure) {
        failures.count(where, failure);
    }

    private static void observe(Call call, @Nullable Node node) {
        call.on(node);
        Instance instance = call.instance;
        if (node != null) {
            node.meter().begin(call.stripe);
        } else if (instance != null) {
            instance.meter().begin(call.stripe);
        }
    }

    /** Our own failure ends the call: what a node answered already is the answer, else the body runs as if we were not there. */
    private @Nullable Object abandoned(@Nullable Call call) {
        if (call == null) {
            return null;
        }
        attempts.abandon(call);
        if (call.answered) {
            return call.answer;
        }
        call.release();
        return null;
    }
}
