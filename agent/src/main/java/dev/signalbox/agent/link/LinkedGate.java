package dev.signalbox.agent.link;

import dev.signalbox.agent.weave.Gates;
import dev.signalbox.core.site.CallGate;
import dev.signalbox.core.site.SiteAdapter;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * One linked gate, held so that nothing of the host is kept alive: the instrumented class's constant holds the
 * {@link MutableCallSite}, whose target holds the adapter even while it does nothing; here all of it is weak.
 */
final class LinkedGate {
    private final String kind;
    private final MethodType type;
    private final int method;
    private final WeakReference<MutableCallSite> site;
    private final WeakReference<SiteAdapter> adapter;
    private WeakReference<@Nullable MethodHandle> on = new WeakReference<>(null);

    LinkedGate(String kind, int method, MutableCallSite site, SiteAdapter adapter) {
        this.kind = kind;
        this.type = site.type();
        this.method = method;
        this.site = new WeakReference<>(site);
        this.adapter = new WeakReference<>(adapter);
        site.setTarget(GateHandles.nothingKeeping(type, adapter));
    }

    /**
     * Opens or closes the gate. Only enter gates are ever closed: a call that entered has to leave, and an instance made
     * while its site is off may be wanted later.
     *
     * @return the call site that changed, or null
     */
    @Nullable
    MutableCallSite set(boolean open, @Nullable CallGate gate) {
        MutableCallSite current = site.get();
        SiteAdapter kept = adapter.get();
        if (current == null || kept == null || gate == null) {
            return null;
        }
        MethodHandle toEngine = on.get();
        if (toEngine == null) {
            toEngine = GateHandles.toEngine(kind, gate, kept, method);
            on = new WeakReference<>(toEngine);
        }
        MethodHandle wanted = open || !Gates.isEnter(kind) ? toEngine : GateHandles.nothingKeeping(type, toEngine);
        current.setTarget(wanted);
        return current;
    }

    /** Lets go of all that is ours. */
    @Nullable
    MutableCallSite empty() {
        MutableCallSite current = site.get();
        if (current != null) {
            current.setTarget(MethodHandles.empty(type));
        }
        return current;
    }

    boolean isGone() {
        return site.refersTo(null);
    }
}
