package dev.signalbox.agent.site;

import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/**
 * Says what it means for routed calls that a client retries by itself: its retries stay as they were set, and are part of one
 * attempt of ours. Clients keep their number in private fields, which are read where the JVM lets us.
 */
public final class BuiltInRetries {
    private BuiltInRetries() {}

    /** Advice where a client makes retries; null where it makes none. */
    public static @Nullable String advice(Object model, int retries, String remedy) {
        return retries <= 0
                ? null
                : model.getClass().getName() + " retries by itself, up to " + retries
                        + (retries == 1 ? " time" : " times")
                        + ": an attempt that a route makes on it is over only after "
                        + (retries + 1) + " of its own, and the next chain is asked later. " + remedy
                        + " gets a call there sooner";
    }

    /** Advice where the number of retries could not be read. */
    public static String unreadable(Object model, IllegalAccessException why) {
        return "whether " + model.getClass().getName() + " retries by itself could not be read: " + why.getMessage()
                + ". Where it does, the next chain is asked only after its own last attempt";
    }

    /**
     * Reads a private field of a library's class.
     *
     * @param library how the names of the library's classes begin: a field of the application's own may mean anything
     * @return its value; null where there is no such field, or nothing in it
     * @throws IllegalAccessException where the field is there and its module does not let it be read
     */
    public static @Nullable Object read(Object from, String library, String name) throws IllegalAccessException {
        for (Class<?> type = from.getClass(); type != null; type = type.getSuperclass()) {
            @Nullable Field field = type.getName().startsWith(library) ? declared(type, name) : null;
            if (field != null) {
                if (!field.trySetAccessible()) {
                    throw new IllegalAccessException(
                            type.getModule() + " does not open " + type.getPackageName() + " to us");
                }
                return field.get(from);
            }
        }
        return null;
    }

    private static @Nullable Field declared(Class<?> type, String name) {
        for (Field each : type.getDeclaredFields()) {
            if (each.getName().equals(name)) {
                return each;
            }
        }
        return null;
    }
}
