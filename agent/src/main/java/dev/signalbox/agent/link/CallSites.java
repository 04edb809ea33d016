package dev.signalbox.agent.link;

import dev.signalbox.agent.site.SitePattern;
import dev.signalbox.core.control.CallSiteInfo;
import java.lang.invoke.MutableCallSite;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** All call sites of this JVM and the switches of their gates: what the engine sets and operators see. */
public final class CallSites {
    private final EngineDoor door;
    private final ToIntFunction<String> classes;
    private final NoteLog notes;
    private final Map<String, CallSiteEntry> entries = new LinkedHashMap<>();
    private boolean bypassed;
    private boolean emptied;

    /**
     * @param classes how many classes carry a call site, by its id
     * @param notes takes each new note
     */
    public CallSites(EngineDoor door, ToIntFunction<String> classes, NoteLog notes) {
        this.notes = notes;
        this.door = door;
        this.classes = classes;
    }

    /** Adds call sites; those whose id is known stay as they are. */
    public synchronized void add(List<SitePattern> patterns) {
        for (SitePattern each : patterns) {
            entries.putIfAbsent(each.id(), new CallSiteEntry(each));
        }
    }

    /**
     * Says what a call site's gates do from the next call on.
     *
     * @param state {@link SiteState#OBSERVED}, {@link SiteState#ROUTED} or {@link SiteState#OFF}; the first two differ in
     *     what the engine does, not in the gates
     */
    public synchronized void setState(String siteId, SiteState state) {
        CallSiteEntry entry = entries.get(siteId);
        if (entry != null) {
            entry.wanted = state;
            apply(List.of(entry));
        }
    }

    /** Closes all gates, or gives each its own state back. */
    public synchronized void bypass(boolean on) {
        bypassed = on;
        apply(List.copyOf(entries.values()));
    }

    /** Empties all gates for good: they hold nothing of ours any more. */
    public synchronized void emptyAll() {
        emptied = true;
        List<MutableCallSite> changed = new ArrayList<>();
        for (CallSiteEntry entry : entries.values()) {
            for (LinkedGate gate : entry.gates) {
                addIfPresent(changed, gate.empty());
            }
            entry.gates.clear();
        }
        sync(changed);
    }

    /** Notes why a class or method of a call site was left alone; the rest of the call site stays in service. */
    public synchronized void note(String siteId, String reason) {
        CallSiteEntry entry = entries.get(siteId);
        if (entry != null && !entry.note.equals(reason)) {
            entry.note = reason;
            notes.note("Call site " + siteId + ": " + reason);
        }
    }

    /** Notes that the library does not fit; the call site is disabled unless it fits in another class loader. */
    void doesNotFit(String siteId, String reason) {
        synchronized (this) {
            CallSiteEntry entry = entries.get(siteId);
            if (entry != null) {
                entry.unfit = true;
                note(siteId, "disabled, because " + reason);
            }
        }
        notes.flush();
    }

    /** All call sites as operators see them. */
    public List<CallSiteInfo> states() {
        List<CallSiteEntry> all;
        synchronized (this) {
            all = List.copyOf(entries.values());
        }
        List<CallSiteInfo> infos = new ArrayList<>();
        for (CallSiteEntry each : all) {
            int count = classes.applyAsInt(each.pattern.id());
            infos.add(new CallSiteInfo(each.pattern.id(), stateOf(each, count).word(), count, each.note));
        }
        return infos;
    }

    private synchronized SiteState stateOf(CallSiteEntry entry, int count) {
        entry.gates.removeIf(LinkedGate::isGone);
        if (entry.unfit && entry.gates.isEmpty()) {
            return SiteState.DISABLED;
        }
        return count == 0 ? SiteState.WAITING : bypassed ? SiteState.OFF : entry.wanted;
    }

    synchronized @Nullable SitePattern inService(String siteId) {
        CallSiteEntry entry = entries.get(siteId);
        return entry == null || emptied ? null : entry.pattern;
    }

    synchronized void linked(String siteId, LinkedGate gate) {
        CallSiteEntry entry = entries.get(siteId);
        if (entry != null && !emptied) {
            entry.gates.removeIf(LinkedGate::isGone);
            entry.gates.add(gate);
            gate.set(isOpen(entry), door.now());
        }
    }

    /** Links the gates that were made before the engine ran. */
    public synchronized void engineRuns() {
        apply(List.copyOf(entries.values()));
    }

    private void apply(List<CallSiteEntry> changed) {
        List<MutableCallSite> sites = new ArrayList<>();
        for (CallSiteEntry entry : changed) {
            for (LinkedGate gate : entry.gates) {
                addIfPresent(sites, gate.set(isOpen(entry), door.now()));
            }
        }
        sync(sites);
    }

    private boolean isOpen(CallSiteEntry entry) {
        return !bypassed && entry.wanted != SiteState.OFF;
    }

    private static void addIfPresent(List<MutableCallSite> sites, @Nullable MutableCallSite site) {
        if (site != null) {
            sites.add(site);
        }
    }

    private static void sync(List<MutableCallSite> sites) {
        MutableCallSite.syncAll(sites.toArray(new MutableCallSite[0]));
    }

    /** One call site; its fields are guarded by the {@link CallSites}. */
    private static final class CallSiteEntry {
        final SitePattern pattern;
        final List<LinkedGate> gates = new ArrayList<>();
        SiteState wanted = SiteState.OBSERVED;
        volatile String note = "";
        boolean unfit;

        CallSiteEntry(SitePattern pattern) {
            this.pattern = pattern;
        }
    }
}
