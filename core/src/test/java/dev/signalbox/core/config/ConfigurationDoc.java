package dev.signalbox.core.config;

import dev.signalbox.core.config.Shape.ListOf;
import dev.signalbox.core.config.Shape.MapOf;
import dev.signalbox.core.config.Shape.Section;
import dev.signalbox.core.config.Shape.ShortForm;
import java.util.ArrayList;
import java.util.List;

/** Writes docs/configuration.md: one table for each section of the schema, then what is planned. */
final class ConfigurationDoc {
    private final StringBuilder out = new StringBuilder();
    private final List<String> planned = new ArrayList<>();

    static String write() {
        ConfigurationDoc doc = new ConfigurationDoc();
        doc.out.append(Fixtures.resource("configuration-head.md"));
        doc.section("", Schema.FILE);
        doc.out
                .append(
                        "## Planned\n\nThese belong to the design and not to this version. They are refused, because ignoring them")
                .append(" would be a lie.\n\n| key | meaning |\n| --- | --- |\n");
        for (String row : doc.planned) {
            doc.out.append(row);
        }
        return doc.out.toString();
    }

    private void section(String path, Section section) {
        out.append("## ").append(path.isEmpty() ? "The file" : "`" + path + "`").append("\n\n");
        out.append("| key | allowed | default | meaning |\n| --- | --- | --- | --- |\n");
        for (Key<?> key : section.keys()) {
            if (key.planned()) {
                planned.add("| `" + join(path, key.name()) + "` | " + key.text() + " |\n");
            } else {
                String defaultText =
                        key.required() ? "**required**" : key.fallbackText() == null ? "" : key.fallbackText();
                out.append("| `" + key.name() + "` | " + cell(allowed(key.shape())) + " | " + defaultText + " | "
                        + key.text() + " |\n");
            }
        }
        out.append('\n');
        for (Key<?> key : section.keys()) {
            below(join(path, key.name()), key.shape());
        }
    }

    private void below(String path, Shape<?> shape) {
        if (shape instanceof Section section) {
            section(path, section);
        } else if (shape instanceof MapOf<?> map) {
            below(path + ".<name>", map.value());
        } else if (shape instanceof ListOf<?> list) {
            below(path + "[]", list.element());
        } else if (shape instanceof ShortForm form) {
            section(path, form.section());
        }
    }

    private static String allowed(Shape<?> shape) {
        if (shape instanceof ListOf<?> list) {
            return "a list, each element " + allowed(list.element());
        } else if (shape instanceof ShortForm form) {
            return form.key().shape().allowed() + ", or a map: see below";
        } else if (shape instanceof Section) {
            return "a map: see below";
        } else if (shape instanceof MapOf<?> map) {
            return "a map; each key " + map.name().allowed() + "; each value: "
                    + (map.value() instanceof Shape.Scalar<?> plain ? plain.allowed() : "see below");
        }
        return shape.allowed();
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
