package dev.signalbox.agent.weave;

import dev.signalbox.agent.site.SitePattern;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The types recognised so far, by internal name: the root types, and each class seen whose superclass or interface was
 * recognised before it. Names are told apart by no class loader; a name-alike is woven in vain and its gates stay empty.
 */
final class KnownTypes {
    /** Spring's bean factory that makes and initialises beans, by internal name. */
    static final String CREATING_FACTORY =
            "org/springframework/beans/factory/support/AbstractAutowireCapableBeanFactory";

    /** Spring's bean factory that is handed beans as they are, by internal name. */
    static final String LISTABLE_FACTORY = "org/springframework/beans/factory/support/DefaultListableBeanFactory";

    private static final SitePattern[] NONE = {};

    private final ConcurrentHashMap<String, SitePattern[]> patterns = new ConcurrentHashMap<>();

    /** Whether a class is one of Spring's bean factories; asked for every class of the host, which the lengths answer for most. */
    static boolean isBeanFactory(String internalName) {
        return internalName.equals(CREATING_FACTORY) || internalName.equals(LISTABLE_FACTORY);
    }

    /** Adds the root types of some call sites. */
    void add(List<SitePattern> sites) {
        for (SitePattern site : sites) {
            add(site.rootType().replace('.', '/'), new SitePattern[] {site});
            for (String between : site.between()) {
                add(between.replace('.', '/'), new SitePattern[] {site});
            }
        }
    }

    /** Adds call sites to those a type is known for; returns whether any is new. */
    boolean add(String internalName, SitePattern[] added) {
        SitePattern[] before = of(internalName);
        SitePattern[] after = union(before, added);
        if (after != before) {
            patterns.put(internalName, after);
        }
        return after != before;
    }

    /** The call sites that a type is known to carry. */
    SitePattern[] of(@Nullable String internalName) {
        SitePattern[] found = internalName == null ? null : patterns.get(internalName);
        return found == null ? NONE : found;
    }

    /** The call sites that a class carries: those of its own name, its superclass and its interfaces. */
    SitePattern[] of(ClassFileHeader header) {
        SitePattern[] found = union(of(header.name()), of(header.superName()));
        for (String each : header.interfaces()) {
            found = union(found, of(each));
        }
        return found;
    }

    private static SitePattern[] union(SitePattern[] some, SitePattern[] more) {
        SitePattern[] all = some;
        for (SitePattern each : more) {
            if (!contains(all, each)) {
                SitePattern[] longer = new SitePattern[all.length + 1];
                System.arraycopy(all, 0, longer, 0, all.length);
                longer[all.length] = each;
                all = longer;
            }
        }
        return all;
    }

    @SuppressWarnings("ReferenceEquality") // of equal patterns only the first ever comes here
    private static boolean contains(SitePattern[] some, SitePattern wanted) {
        for (SitePattern each : some) {
            if (each == wanted) {
                return true;
            }
        }
        return false;
    }
}
