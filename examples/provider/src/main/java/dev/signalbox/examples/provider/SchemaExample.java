package dev.signalbox.examples.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The simplest JSON that fits a JSON schema; its strings say which model wrote them. */
record SchemaExample(String model, JsonNode schema) {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int DEEPEST = 16;

    String json() {
        return value(schema, "value", 0).toString();
    }

    private JsonNode value(JsonNode part, String name, int depth) {
        if (part.has("$ref") && depth < DEEPEST) {
            return value(schema.at(part.get("$ref").asText().substring(1)), name, depth + 1);
        }
        if (part.has("anyOf") && depth < DEEPEST) {
            return value(part.get("anyOf").path(0), name, depth + 1);
        }
        if (part.has("enum")) {
            return part.get("enum").path(0);
        }
        // Strict schemas say ["string", "null"] of what may be left out.
        JsonNode type = part.path("type").isArray() ? part.path("type").path(0) : part.path("type");
        return switch (type.asText()) {
            case "object" -> object(part, depth);
            case "array" -> array(part, name, depth);
            case "integer" -> NODES.numberNode(1);
            case "number" -> NODES.numberNode(1.5);
            case "boolean" -> NODES.booleanNode(true);
            case "null" -> NODES.nullNode();
            default -> NODES.textNode(name + " by " + model);
        };
    }

    private JsonNode object(JsonNode part, int depth) {
        ObjectNode object = NODES.objectNode();
        if (depth < DEEPEST) {
            part.path("properties")
                    .fields()
                    .forEachRemaining(
                            entry -> object.set(entry.getKey(), value(entry.getValue(), entry.getKey(), depth + 1)));
        }
        return object;
    }

    private JsonNode array(JsonNode part, String name, int depth) {
        ArrayNode array = NODES.arrayNode();
        return depth < DEEPEST ? array.add(value(part.path("items"), name, depth + 1)) : array;
    }
}
