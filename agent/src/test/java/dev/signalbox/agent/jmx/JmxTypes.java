package dev.signalbox.agent.jmx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.management.openmbean.ArrayType;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.TabularType;

/** The open types of the beans' values: how a page names them, and the fields of the composites among them. */
final class JmxTypes {
    private final Map<String, CompositeType> composites = new TreeMap<>();

    /** The type in words; a composite is remembered and linked. */
    String name(OpenType<?> type) {
        if (type instanceof ArrayType<?> array) {
            return "array of " + name(array.getElementOpenType());
        } else if (type instanceof TabularType table) {
            CompositeType row = table.getRowType();
            return "table from " + name(row.getType("key")) + " to " + name(row.getType("value"));
        } else if (type instanceof CompositeType composite) {
            String simple = simple(composite);
            composites.put(simple, composite);
            return "[" + simple + "](#" + simple.toLowerCase(Locale.ROOT) + ")";
        }
        return simple(type);
    }

    /** A table for each composite that was named, and for those in their fields; what fields mean is in their Javadoc. */
    String write() {
        Map<String, String> tables = new TreeMap<>();
        while (!tables.keySet().equals(composites.keySet())) {
            Map.copyOf(composites).forEach((name, type) -> tables.computeIfAbsent(name, n -> table(n, type)));
        }
        return "## Composite types\n\n" + String.join("\n", tables.values());
    }

    private String table(String name, CompositeType type) {
        Map<String, String> texts = texts(type.getTypeName());
        String fields = type.keySet().stream()
                .map(field -> "| `" + field + "` | " + name(type.getType(field)) + " | "
                        + capital(text(texts, name, field)) + " |\n")
                .collect(Collectors.joining());
        return "### " + name + "\n\n" + text(texts, name, "") + "\n\n| field | type | meaning |\n| --- | --- | --- |\n"
                + fields;
    }

    private static String text(Map<String, String> texts, String record, String field) {
        String text = texts.get(field);
        if (text == null || text.isBlank()) {
            throw new IllegalStateException(record + " does not say what its field '" + field + "' is");
        }
        return text;
    }

    /** What the Javadoc of a record says of its components, and under the empty name of itself. */
    private static Map<String, String> texts(String record) {
        Path source = Path.of("..", "core", "src", "main", "java", record.replace('.', '/') + ".java");
        String text;
        try {
            text = Files.readString(source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String javadoc = text.substring(text.indexOf("/**") + 3, text.indexOf("*/"))
                .replaceAll("(?m)^\\s*\\* ?", "")
                .replaceAll("\\s+", " ")
                .replaceAll("\\{@(?:code|link) ([^}]*)\\}", "`$1`")
                .replace("|", "\\|");
        Map<String, String> texts = new LinkedHashMap<>();
        String[] parts = javadoc.split("@param ", -1);
        texts.put("", parts[0].strip());
        Arrays.stream(parts).skip(1).map(p -> p.split(" ", 2)).forEach(p -> texts.put(p[0], p[1].strip()));
        return texts;
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + ".";
    }

    private static String simple(OpenType<?> type) {
        String name = type.getTypeName();
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
