package dev.signalbox.agent.link;

import dev.signalbox.agent.site.SitePattern;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The root types of all call sites, by name: tells which objects may be models, without asking the host anything. */
final class ModelTypes {
    private volatile Set<String> names = Set.of();

    synchronized void add(List<SitePattern> patterns) {
        Set<String> more = new HashSet<>(names);
        for (SitePattern each : patterns) {
            more.add(each.rootType());
        }
        names = more;
    }

    /** Whether a class is, extends or implements a type of one of these names. */
    boolean include(Class<?> type) {
        return include(type, names);
    }

    private static boolean include(@Nullable Class<?> type, Set<String> names) {
        for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
            if (names.contains(c.getName())) {
                return true;
            }
            for (Class<?> each : c.getInterfaces()) {
                if (include(each, names)) {
                    return true;
                }
            }
        }
        return false;
    }
}
