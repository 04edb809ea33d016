package dev.signalbox.agent.discovery;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an object of the host holds in its fields. Nothing of the host runs when they are read. */
public final class FieldValues {
    private FieldValues() {}

    /** The objects in the instance fields, without those of the JDK's classes; fields that may not be read are left out. */
    public static List<Object> of(Object object) {
        List<Object> values = new ArrayList<>();
        for (Class<?> c = object.getClass(); c != null && isHosts(c); c = c.getSuperclass()) {
            try {
                for (Field field : c.getDeclaredFields()) {
                    @Nullable Object value = value(field, object);
                    if (value != null && isHosts(value.getClass())) {
                        values.add(value);
                    }
                }
            } catch (LinkageError e) {
                continue; // a type of one of its fields is missing
            }
        }
        return values;
    }

    private static @Nullable Object value(Field field, Object object) {
        try {
            return !Modifier.isStatic(field.getModifiers())
                            && !field.getType().isPrimitive()
                            && field.trySetAccessible()
                    ? field.get(object)
                    : null;
        } catch (IllegalAccessException e) {
            return null;
        }
    }

    private static boolean isHosts(Class<?> type) {
        return type.getClassLoader() != null && type.getClassLoader() != ClassLoader.getPlatformClassLoader();
    }
}
