package dev.signalbox.agent.link;

import dev.signalbox.core.site.AsyncSite;
import dev.signalbox.core.site.CallGate;
import dev.signalbox.core.site.SiteAdapter;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The engine as gates call it: whatever it throws is counted and the host's call goes on. */
final class GuardedGate {
    private GuardedGate() {}

    static @Nullable Object enter(
            CallGate gate,
            SiteAdapter site,
            int method,
            Object self,
            @Nullable Object a0,
            @Nullable Object a1,
            @Nullable Object a2,
            @Nullable Object a3,
            @Nullable Object a4,
            @Nullable Object a5) {
        try {
            return gate.enter(site, method, self, a0, a1, a2, a3, a4, a5);
        } catch (Throwable t) {
            failed(gate, "enter", t);
            return null;
        }
    }

    static @Nullable Object enterAsync(
            CallGate gate,
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
            return gate.enterAsync(site, method, self, a0, a1, a2, a3, a4, a5);
        } catch (Throwable t) {
            failed(gate, "enter", t);
            return null;
        }
    }

    static @Nullable Object enterLocked(CallGate gate, SiteAdapter site, int method, Object self) {
        try {
            return gate.enterLocked(site, method, self);
        } catch (Throwable t) {
            failed(gate, "enter", t);
            return null;
        }
    }

    static @Nullable Supplier<?> exit(
            CallGate gate,
            Object call,
            @Nullable Object result,
            @Nullable Throwable thrown,
            @Nullable Object a0,
            @Nullable Object a1,
            @Nullable Object a2,
            @Nullable Object a3,
            @Nullable Object a4,
            @Nullable Object a5) {
        try {
            return gate.exit(call, result, thrown, a0, a1, a2, a3, a4, a5);
        } catch (Throwable t) {
            failed(gate, "exit", t);
            return null;
        }
    }

    static void constructed(CallGate gate, SiteAdapter site, Object instance) {
        try {
            gate.constructed(site, instance);
        } catch (Throwable t) {
            failed(gate, "constructed", t);
        }
    }

    private static void failed(CallGate gate, String where, Throwable failure) {
        try {
            gate.failed(where, failure);
        } catch (Throwable ignored) {
            // counting is the last thing that could be done
        }
    }
}
