package dev.signalbox.agent.link;

import dev.signalbox.agent.site.SitePattern;
import dev.signalbox.core.control.CallSiteInfo;
import java.lang.invoke.MutableCallSite;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** All call sites of this JVM and the switches of their gates: what the engine sets and operators see. */
public final class CallSites {
    private final EngineDoor door;
    private final ToIntFunction<String> classes;
    private final NoteLog notes;
    private final ModelTypes types = new ModelTypes();
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

    /** Adds call sites and returns those that are new; those whose id is known stay as they are. */
    public synchronized List<SitePattern> add(List<SitePattern> patterns) {
        List<SitePattern> added = new ArrayList<>();
        for (SitePattern each : patterns) {
            if (entries.putIfAbsent(each.id(), new CallSiteEntry(each)) == null) {
                added.add(each);
            }
        }
        types.add(added);
        return added;
    }

    /** The root types of all call sites. */
    ModelTypes types() {
        return types;
    }

    /** The ids of those call sites that are known as something else: what is woven and linked cannot be changed. */
    public synchronized List<String> changed(List<SitePattern> patterns) {
        List<String> ids = new ArrayList<>();
        for (SitePattern each : patterns) {
            CallSiteEntry entry = entries.get(each.id());
            if (entry != null && !entry.pattern.equals(each)) {
                ids.add(each.id());
            }
        }
        return ids;
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
            boolean routedNow = state == SiteState.ROUTED && entry.wanted != state;
            entry.wanted = state;
            apply(List.of(entry));
            if (routedNow && !entry.locked.isEmpty()) {
                notes.note("Call site " + siteId + ": " + lockedNote(entry));
            }
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

    /**
     * Notes a synchronized method: its gate is entered under the monitor, from where no other node may be called. That is
     * worth a warning only where calls are to be routed.
     */
    public synchronized void locked(String siteId, String method) {
        CallSiteEntry entry = entries.get(siteId);
        if (entry != null && entry.locked.add(method) && entry.wanted == SiteState.ROUTED) {
            notes.note("Call site " + siteId + ": " + lockedNote(entry));
        }
    }

    private static String lockedNote(CallSiteEntry entry) {
        return String.join(", ", entry.locked)
                + (entry.locked.size() == 1 ? " is" : " are")
                + " synchronized: observed, not routed, because another node would be called under the monitor; route"
                + " over a method that is not";
    }

    private synchronized String noteOf(CallSiteEntry entry) {
        return entry.locked.isEmpty()
                ? entry.note
                : entry.note.isEmpty() ? lockedNote(entry) : entry.note + "; " + lockedNote(entry);
    }

    /** Notes that the library does not fit; the call site is disabled unless it fits in another class loader. */
    void doesNotFit(String siteId, String reason) {
        synchronized (this) {
            CallSiteEntry entry = entries.get(siteId);
            if (entry != null) {
                entry.unfit = true;
                String verified = entry.pattern.verified();
                note(siteId, "disabled, because " + reason + (verified.isEmpty() ? "" : "; verified with " + verified));
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
            infos.add(new CallSiteInfo(
                    each.pattern.id(), stateOf(each, count).word(), count, noteOf(each), each.pattern.verified()));
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
        final Set<String> locked = new TreeSet<>();
        SiteState wanted = SiteState.OBSERVED;
        String note = "";
        boolean unfit;

        CallSiteEntry(SitePattern pattern) {
            this.pattern = pattern;
        }
    }
}
