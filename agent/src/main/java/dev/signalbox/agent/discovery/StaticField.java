package dev.signalbox.agent.discovery;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A static field of the host, named as {@code com.acme.App.MODEL}, that is read without running anything of the host: a
 * class that is not initialised yet has no value in its fields, and to initialise it from our thread would make the host's
 * models too early and on the wrong thread.
 *
 * @param type the class's name as in source
 * @param name the field's name
 */
public record StaticField(String type, String name) {
    /** Takes {@code com.acme.App.MODEL} apart. */
    public static StaticField of(String field) {
        int dot = field.lastIndexOf('.');
        return new StaticField(field.substring(0, Math.max(dot, 0)), field.substring(dot + 1));
    }

    /**
     * The field's present value.
     *
     * @param near an object whose class loader finds the class
     * @param initialised tells whether a class has been initialised, see {@link InitialisedClasses}
     * @return null where there is no such class or static field, where it cannot be read, or where nothing is in it yet
     */
    public @Nullable Object read(Object near, Predicate<Class<?>> initialised) {
        @Nullable Class<?> found = HostTypes.find(type, near);
        @Nullable Field field = found == null ? null : declared(found);
        if (field == null || !initialised.test(field.getDeclaringClass())) {
            return null;
        }
        try {
            return field.trySetAccessible() ? field.get(null) : null;
        } catch (IllegalAccessException | LinkageError e) {
            return null;
        }
    }

    private @Nullable Field declared(Class<?> declaring) {
        for (@Nullable Class<?> c = declaring; c != null; c = c.getSuperclass()) {
            try {
                for (Field field : c.getDeclaredFields()) {
                    if (field.getName().equals(name) && Modifier.isStatic(field.getModifiers())) {
                        return field;
                    }
                }
            } catch (LinkageError e) {
                return null; // a type of one of its fields is missing
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return type + "." + name;
    }
}
