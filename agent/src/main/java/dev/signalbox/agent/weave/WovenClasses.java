package dev.signalbox.agent.weave;

import dev.signalbox.agent.site.SitePattern;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The classes woven so far, by name and class loader: at the time of weaving most have no {@link Class} yet. Loaders are
 * held weakly.
 */
final class WovenClasses {
    private final Map<String, List<Entry>> byName = new HashMap<>();

    /**
     * @param tried the patterns that were looked for in the class
     * @param siteIds the call sites it turned out to have bodies for
     */
    private record Entry(WeakReference<ClassLoader> loader, SitePattern[] tried, List<String> siteIds) {}

    /** Notes that these call sites were looked for in a class, and which of them it carries. */
    synchronized void add(ClassLoader loader, String internalName, SitePattern[] tried, List<String> siteIds) {
        List<Entry> entries = byName.computeIfAbsent(internalName, name -> new ArrayList<>(1));
        entries.removeIf(
                entry -> entry.loader().refersTo(loader) || entry.loader().refersTo(null));
        entries.add(new Entry(new WeakReference<>(loader), tried, siteIds));
    }

    /** Whether these call sites have all been looked for in a class. */
    synchronized boolean tried(ClassLoader loader, String internalName, SitePattern[] patterns) {
        Entry entry = entry(loader, internalName);
        return entry != null && Arrays.asList(entry.tried()).containsAll(Arrays.asList(patterns));
    }

    /** Whether a class carries any call site. */
    synchronized boolean isWoven(@Nullable ClassLoader loader, String internalName) {
        Entry entry = loader == null ? null : entry(loader, internalName);
        return entry != null && !entry.siteIds().isEmpty();
    }

    private @Nullable Entry entry(ClassLoader loader, String internalName) {
        for (Entry entry : byName.getOrDefault(internalName, List.of())) {
            if (entry.loader().refersTo(loader)) {
                return entry;
            }
        }
        return null;
    }

    /** How many classes carry a call site, not counting those whose loader is gone. */
    synchronized int count(String siteId) {
        int count = 0;
        for (Iterator<List<Entry>> each = byName.values().iterator(); each.hasNext(); ) {
            List<Entry> entries = each.next();
            entries.removeIf(entry -> entry.loader().refersTo(null));
            if (entries.isEmpty()) {
                each.remove();
            }
            for (Entry entry : entries) {
                count += entry.siteIds().contains(siteId) ? 1 : 0;
            }
        }
        return count;
    }
}
