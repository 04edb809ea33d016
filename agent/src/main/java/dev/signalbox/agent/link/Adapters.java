package dev.signalbox.agent.link;

import dev.signalbox.agent.site.HostType;
import dev.signalbox.agent.site.SiteMethod;
import dev.signalbox.agent.site.SitePattern;
import dev.signalbox.core.site.SiteAdapter;
import java.lang.invoke.MethodHandles;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The adapters made so far: one for each loaded root type. The gates keep them alive, here they are weak. */
final class Adapters {
    private record Entry(String siteId, WeakReference<Class<?>> root, WeakReference<SiteAdapter> adapter) {}

    private final List<Entry> entries = new ArrayList<>();

    /** Finds or makes the adapter; made without a lock, because that runs code of the host's class loaders. */
    SiteAdapter of(SitePattern pattern, Class<?> root, Class<?> host, MethodHandles.Lookup lookup) throws DoesNotFit {
        SiteAdapter found = find(pattern, root);
        return found != null ? found : keepFirst(pattern, root, make(pattern, root, host, lookup));
    }

    private synchronized @Nullable SiteAdapter find(SitePattern pattern, Class<?> root) {
        entries.removeIf(entry -> entry.adapter().refersTo(null));
        for (Entry entry : entries) {
            if (entry.siteId().equals(pattern.id()) && entry.root().refersTo(root)) {
                return entry.adapter().get();
            }
        }
        return null;
    }

    private synchronized SiteAdapter keepFirst(SitePattern pattern, Class<?> root, SiteAdapter made) {
        SiteAdapter first = find(pattern, root);
        if (first != null) {
            return first;
        }
        entries.add(new Entry(pattern.id(), new WeakReference<>(root), new WeakReference<>(made)));
        return made;
    }

    private static SiteAdapter make(SitePattern pattern, Class<?> root, Class<?> host, MethodHandles.Lookup lookup)
            throws DoesNotFit {
        for (SiteMethod method : pattern.methods()) {
            if (method.required() && overload(root, method) == null) {
                throw new DoesNotFit(root.getName() + lacks(method), null);
            }
        }
        try {
            return pattern.adapter().create(new HostType(root, privateLookup(root, host, lookup)));
        } catch (Throwable t) {
            throw new DoesNotFit(t.getMessage() == null ? t.toString() : t.getMessage(), t);
        }
    }

    private static String lacks(SiteMethod method) {
        return method.parameterTypes() == null
                ? " has no method " + method.name() + ", or more than one: name the parameter types"
                : " has no method " + method.name() + "(" + String.join(", ", method.parameterTypes()) + ")";
    }

    /** The root type's method, or null; where no parameter types are given, the only one of its name. */
    static @Nullable Method overload(Class<?> root, SiteMethod wanted) {
        Method found = null;
        for (Class<?> type = root; type != null; type = type.getSuperclass()) {
            for (Method each : type.getDeclaredMethods()) {
                if (!each.isBridge() && each.getName().equals(wanted.name()) && fits(each, wanted)) {
                    if (found != null
                            && wanted.parameterTypes() == null
                            && !parameters(found).equals(parameters(each))) {
                        return null;
                    }
                    found = found == null ? each : found;
                }
            }
        }
        for (Class<?> each : root.getInterfaces()) {
            found = found == null ? overload(each, wanted) : found;
        }
        return found;
    }

    static String parameters(Method method) {
        List<String> names = new ArrayList<>();
        for (Class<?> each : method.getParameterTypes()) {
            names.add(each.isArray() ? each.getTypeName() : each.getName());
        }
        return String.join(",", names);
    }

    private static boolean fits(Method method, SiteMethod wanted) {
        return wanted.parameterTypes() == null || parameters(method).equals(String.join(",", wanted.parameterTypes()));
    }

    private static MethodHandles.Lookup privateLookup(Class<?> root, Class<?> host, MethodHandles.Lookup lookup)
            throws IllegalAccessException {
        MethodHandles.Lookup own = MethodHandles.privateLookupIn(host, lookup);
        try {
            return MethodHandles.privateLookupIn(root, own);
        } catch (IllegalAccessException e) {
            return own;
        }
    }
}
