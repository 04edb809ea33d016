package dev.signalbox.agent.discovery;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads the application's own MDC, that of its SLF4J: of as many as class loaders lead to, one for each web application, say.
 *
 * <p>What is found is held by the MDC's class and loaders are held weakly, so that an application can go. An MDC that is not
 * initialised is left so and has nothing: initialising it chooses a logging library, which is the application's to do.
 */
public final class HostMdc {
    private static final String TYPE = "org.slf4j.MDC";
    private static final MethodType GET = MethodType.methodType(String.class, String.class);
    private static final MethodHandle NOTHING =
            MethodHandles.dropArguments(MethodHandles.constant(String.class, null), 0, String.class);
    /** The loaders that are remembered; calls by any other one have the class looked up. */
    private static final int MOST_LOADERS = 64;

    private static final int MOST_ADVICE = 8;

    private final Predicate<Class<?>> initialised;
    private volatile Seen[] seen = {};
    /** The classes of instances that no MDC was found for. */
    private final Set<String> without = ConcurrentHashMap.newKeySet();

    /** How an MDC is read: null until it is initialised. The application's class holds this, so it is of the JDK's types alone. */
    private final ClassValue<AtomicReference<MethodHandle>> readers = new ClassValue<>() {
        @Override
        protected AtomicReference<MethodHandle> computeValue(Class<?> type) {
            return new AtomicReference<>();
        }
    };

    /** A class loader, and the MDC that it leads to, if it leads to one: it keeps that alive for as long as it lives. */
    private record Seen(
            WeakReference<ClassLoader> loader, @Nullable WeakReference<Class<?>> mdc) {}

    /** @param initialised whether a class is initialised, without initialising it */
    public HostMdc(Predicate<Class<?>> initialised) {
        this.initialised = initialised;
    }

    /**
     * What the calling thread has under a key: in the MDC that the instance's class sees, else in the one that the thread's context
     * class loader leads to, for a library's loader may be above that of the application that uses it.
     *
     * @return null where it has nothing
     * @throws Throwable what the application's class loader or logging library threw
     */
    public @Nullable String get(Object near, String key) throws Throwable {
        @Nullable ClassLoader own = near.getClass().getClassLoader();
        @Nullable Class<?> first = own == null ? null : by(own);
        @Nullable String value = first == null ? null : read(first, key);
        if (value != null) {
            return value;
        }
        @Nullable ClassLoader context = Thread.currentThread().getContextClassLoader();
        @Nullable Class<?> second = context == null || context == own ? first : by(context);
        if (second == null && first == null) {
            isWithout(near.getClass().getName());
        }
        return second == null || second == first ? null : read(second, key);
    }

    /** For which classes of instances there is no MDC. */
    public List<String> advice() {
        List<String> texts = new ArrayList<>();
        for (String type : without) {
            texts.add("there is no " + TYPE + " for calls on " + type + ": nothing is known of them by an MDC");
        }
        return texts;
    }

    private void isWithout(String type) {
        if (!without.contains(type) && without.size() < MOST_ADVICE) {
            without.add(type);
        }
    }

    private @Nullable String read(Class<?> mdc, String key) throws Throwable {
        AtomicReference<MethodHandle> reader = readers.get(mdc);
        @Nullable MethodHandle get = reader.get();
        if (get == null) {
            if (!initialised.test(mdc)) {
                return null;
            }
            reader.set(NOTHING); // unless it is found: what cannot be read is tried once
            get = MethodHandles.publicLookup().findStatic(mdc, "get", GET);
            reader.set(get);
        }
        return (String) get.invokeExact(key);
    }

    private @Nullable Class<?> by(ClassLoader loader) {
        for (Seen each : seen) {
            if (each.loader.refersTo(loader)) {
                return each.mdc == null ? null : each.mdc.get();
            }
        }
        @Nullable Class<?> found = null;
        try {
            found = Class.forName(TYPE, false, loader);
        } catch (ClassNotFoundException | LinkageError e) {
            // it leads to none
        } finally {
            remember(new Seen(new WeakReference<>(loader), found == null ? null : new WeakReference<>(found)));
        }
        return found;
    }

    private synchronized void remember(Seen next) {
        List<Seen> after = new ArrayList<>();
        for (Seen each : seen) {
            if (!each.loader.refersTo(null)) {
                after.add(each);
            }
        }
        if (after.size() == MOST_LOADERS) {
            after.remove(0);
        }
        after.add(next);
        seen = after.toArray(new Seen[0]);
    }
}
