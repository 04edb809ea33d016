package dev.signalbox.core.engine;

import dev.signalbox.core.model.Bean;
import dev.signalbox.core.model.Instances;
import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The objects that should be models by their name or type, but are no instances: not yet, because they were made before their
 * class was instrumented and have not been called since; or never, because agents do not see what their class does.
 */
final class Unseen {
    private static final int MOST = 256;

    /** One such object: a bean, or what a config's static field holds. */
    private record Entry(
            @Nullable Bean bean, @Nullable String field, WeakReference<Object> raw, WeakReference<Object> exposed) {
        boolean isGone() {
            return raw.refersTo(null) && exposed.refersTo(null);
        }

        String what() {
            return bean == null ? "field " + field : "bean '" + bean.name() + "'";
        }

        boolean is(Object object) {
            return raw.refersTo(object) || exposed.refersTo(object);
        }
    }

    private final Instances instances;
    private final Deque<Entry> entries = new ArrayDeque<>();

    Unseen(Instances instances) {
        this.instances = instances;
    }

    /** Keeps a bean that is no instance; the oldest makes room. */
    void add(Bean bean, WeakReference<Object> raw, WeakReference<Object> exposed) {
        add(new Entry(bean, null, raw, exposed));
    }

    /** Keeps what a static field holds, where nobody can see its calls. */
    void add(String field, Object value) {
        WeakReference<Object> reference = new WeakReference<>(value);
        if (why(value) != null && !isKnown(field, value)) {
            add(new Entry(null, field, reference, reference));
        }
    }

    private synchronized void add(Entry entry) {
        entries.removeIf(Entry::isGone);
        if (entries.size() >= MOST) {
            entries.removeFirst();
        }
        entries.addLast(entry);
    }

    private synchronized boolean isKnown(String field, Object value) {
        return entries.stream().anyMatch(e -> field.equals(e.field()) && e.is(value));
    }

    /** Forgets an object, for it is an instance now, and gives out the beans that it is. */
    synchronized List<Bean> remove(Object object) {
        List<Bean> beans = new ArrayList<>();
        entries.removeIf(e -> {
            boolean found = e.is(object);
            if (found && e.bean() != null) {
                beans.add(e.bean());
            }
            return found;
        });
        return beans;
    }

    /**
     * What to do about those whose calls nobody sees, in words.
     *
     * @param awaited the static fields that models wait for
     */
    synchronized List<String> advice(Set<String> awaited) {
        entries.removeIf(Entry::isGone);
        Map<String, String> texts = new TreeMap<>();
        for (Entry entry : entries) {
            Object raw = entry.raw().get();
            boolean wanted = entry.field() == null || awaited.contains(entry.field());
            String why = !wanted || raw == null || instances.find(raw) != null ? null : why(raw);
            if (why != null) {
                texts.put(entry.what(), why);
            }
        }
        List<String> lines = new ArrayList<>();
        texts.forEach((what, why) -> lines.add(what + ": " + why));
        return lines;
    }

    /** Why the calls of an object are not seen, and what to match instead; null where they are, once it is called. */
    private static @Nullable String why(Object object) {
        Class<?> type = object.getClass();
        if (type.isHidden()) {
            return type.getName().replaceFirst("/.*", "") + " is a lambda or another hidden class, which agents do not"
                    + " see: make it a named class, or match the object that it calls, with that one's method as a"
                    + " call site";
        }
        return Proxy.isProxyClass(type)
                ? type.getName() + " is a JDK proxy, whose calls are not seen, and it does not tell what it stands"
                        + " before: match the object that its handler calls, with that one's method as a call site"
                : null;
    }
}
