package dev.signalbox.core.config;

import dev.signalbox.core.config.Shape.ListOf;
import dev.signalbox.core.config.Shape.MapOf;
import dev.signalbox.core.config.Shape.Scalar;
import dev.signalbox.core.config.Shape.Section;
import dev.signalbox.core.config.Shape.ShortForm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes docs/signalbox.schema.json: the reader's description of the file as a JSON Schema. It is of draft 7, the newest that
 * every editor's YAML support knows, and without references, beside which draft 7 would ignore the descriptions.
 */
final class JsonSchema {
    private JsonSchema() {}

    static String write() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "http://json-schema.org/draft-07/schema#");
        schema.put("title", "signalbox.yaml");
        schema.put("description", "The configuration of Signalbox: docs/configuration.md says more.");
        schema.putAll(of(Schema.FILE));
        return new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(schema) + "\n";
    }

    private static Map<String, Object> of(Shape<?> shape) {
        if (shape instanceof Section section) {
            return section(section);
        } else if (shape instanceof ListOf<?> list) {
            Map<String, Object> schema = new LinkedHashMap<>();
            schema.put("type", List.of("array", "null"));
            schema.put("items", of(list.element()));
            return schema;
        } else if (shape instanceof MapOf<?> map) {
            Map<String, Object> schema = new LinkedHashMap<>();
            schema.put("type", List.of("object", "null"));
            schema.put("propertyNames", JsonSchemaScalars.name(map.name()));
            schema.put("additionalProperties", of(map.value()));
            return schema;
        } else if (shape instanceof ShortForm form) {
            Map<String, Object> section = section(form.section());
            section.put("type", "object"); // nothing is no short form, and no section either
            return new LinkedHashMap<>(Map.of(
                    "oneOf", List.of(JsonSchemaScalars.of((Scalar<?>) form.key().shape()), section)));
        }
        if (shape instanceof Shape.Levels) {
            return new LinkedHashMap<>(Map.of(
                    "oneOf",
                    List.of(of(Shape.Levels.MAP), of(Shape.Levels.NAMES), JsonSchemaScalars.of(Shape.Levels.NAME))));
        }
        return JsonSchemaScalars.of((Scalar<?>) shape);
    }

    private static Map<String, Object> section(Section section) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (Key<?> key : section.keys()) {
            if (!key.planned()) {
                properties.put(key.name(), property(key));
                if (key.required()) {
                    required.add(key.name());
                }
            }
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        // A section whose keys are all commented out reads as nothing.
        schema.put("type", required.isEmpty() ? List.of("object", "null") : "object");
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("additionalProperties", false);
        return schema;
    }

    private static Map<String, Object> property(Key<?> key) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("description", description(key));
        Object fallback = fallback(key);
        if (fallback != null) {
            schema.put("default", fallback);
        }
        schema.putAll(of(key.shape()));
        return schema;
    }

    private static String description(Key<?> key) {
        // Editors know nothing of the folder that the documentation's links start from.
        StringBuilder text = new StringBuilder(key.text().replaceAll("\\[[^\\]]*\\]\\(([^)]*)\\)", "docs/$1"));
        if (key.shape() instanceof Scalar<?> scalar) {
            text.append(" Allowed: ").append(scalar.allowed()).append('.');
        }
        if (key.fallback() == null && key.fallbackText() != null) {
            text.append(" Default: ").append(key.fallbackText()).append('.');
        }
        return text.toString();
    }

    private static @Nullable Object fallback(Key<?> key) {
        Object value = key.fallback();
        boolean written = value instanceof Duration || value instanceof Double || value instanceof AllocationPriority;
        return written ? key.fallbackText() : value;
    }
}
