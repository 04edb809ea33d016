package dev.signalbox.console.output;

import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes maps, lists, records, texts, numbers and booleans as JSON in ASCII; NaN and infinities become null. */
public final class Json {
    private final StringBuilder out = new StringBuilder();
    private final boolean indented;

    private Json(boolean indented) {
        this.indented = indented;
    }

    /** A document of several lines, for a person or a program. */
    public static String document(@Nullable Object value) {
        return write(value, true);
    }

    /** A document in one line, for a stream of them. */
    public static String line(@Nullable Object value) {
        return write(value, false);
    }

    private static String write(@Nullable Object value, boolean indented) {
        Json json = new Json(indented);
        json.value(value, 0);
        return json.out.toString();
    }

    private void value(@Nullable Object value, int depth) {
        if (value instanceof Map<?, ?> map) {
            map(map, depth);
        } else if (value instanceof Iterable<?> list) {
            list(list, depth);
        } else if (value instanceof Record r) {
            map(components(r), depth);
        } else if (value instanceof Double d) {
            out.append(d.isNaN() || d.isInfinite() ? "null" : d.toString());
        } else if (value == null || value instanceof Number || value instanceof Boolean) {
            out.append(value);
        } else {
            text(value.toString());
        }
    }

    private void map(Map<?, ?> map, int depth) {
        String separator = "";
        out.append('{');
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.append(separator);
            line(depth + 1);
            text(String.valueOf(entry.getKey()));
            out.append(indented ? ": " : ":");
            value(entry.getValue(), depth + 1);
            separator = ",";
        }
        end(map.isEmpty(), depth);
        out.append('}');
    }

    private void list(Iterable<?> list, int depth) {
        String separator = "";
        out.append('[');
        for (Object element : list) {
            out.append(separator);
            line(depth + 1);
            value(element, depth + 1);
            separator = ",";
        }
        end(separator.isEmpty(), depth);
        out.append(']');
    }

    private void end(boolean empty, int depth) {
        if (!empty) {
            line(depth);
        }
    }

    private void line(int depth) {
        if (indented) {
            out.append('\n').append("  ".repeat(depth));
        }
    }

    private void text(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    private static Map<String, @Nullable Object> components(Record value) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        try {
            for (RecordComponent c : value.getClass().getRecordComponents()) {
                map.put(c.getName(), c.getAccessor().invoke(value));
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a record's accessors are public: " + value, e);
        }
        return map;
    }
}
