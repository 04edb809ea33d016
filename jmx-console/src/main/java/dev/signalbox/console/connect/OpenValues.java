package dev.signalbox.console.connect;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.jspecify.annotations.Nullable;

/** Turns JMX's open values into the types of the bean interfaces: lists, maps and records. */
final class OpenValues {
    private OpenValues() {}

    static Object to(Type type, Object value) {
        if (type instanceof ParameterizedType p && p.getRawType() == List.class) {
            return list(p.getActualTypeArguments()[0], value);
        }
        if (value instanceof TabularData table) {
            return map(table);
        }
        if (type instanceof Class<?> c && c.isRecord() && value instanceof CompositeData data) {
            return record(c.asSubclass(Record.class), data);
        }
        return value;
    }

    private static List<Object> list(Type element, Object array) {
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < Array.getLength(array); i++) {
            list.add(to(element, Array.get(array, i)));
        }
        return list;
    }

    private static Map<String, Object> map(TabularData table) {
        Map<String, Object> map = new TreeMap<>();
        for (Object row : table.values()) {
            CompositeData data = (CompositeData) row;
            map.put(String.valueOf(data.get("key")), data.get("value"));
        }
        return map;
    }

    /** A record from its components' names; one the sender does not know becomes its type's neutral value. */
    static <R extends Record> R record(Class<R> type, CompositeData data) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        @Nullable Object[] values = new @Nullable Object[components.length];
        for (int i = 0; i < components.length; i++) {
            String name = components[i].getName();
            types[i] = components[i].getType();
            values[i] = data.containsKey(name) ? to(components[i].getGenericType(), data.get(name)) : neutral(types[i]);
        }
        try {
            Constructor<R> constructor = type.getDeclaredConstructor(types);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("not a " + type.getSimpleName() + ": " + data, e);
        }
    }

    private static Object neutral(Class<?> type) {
        if (type == double.class) {
            return Double.NaN;
        }
        if (type == List.class) {
            return List.of();
        }
        return type.isPrimitive() ? Array.get(Array.newInstance(type, 1), 0) : "";
    }
}
