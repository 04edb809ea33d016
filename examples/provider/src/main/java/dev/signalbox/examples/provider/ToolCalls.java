package dev.signalbox.examples.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** When and how a model calls a tool: where the user's message names it, with the message's last word or number. */
final class ToolCalls {
    private ToolCalls() {}

    /** The call of the tool that {@code message} asks for; null where it asks for none. */
    static @Nullable ObjectNode asked(JsonNode tools, JsonNode message) {
        if (!message.path("role").asText().equals("user")) {
            return null;
        }
        JsonNode content = message.path("content");
        String text = content.isTextual()
                ? content.textValue()
                : content.findPath("text").asText();
        for (JsonNode tool : tools) {
            JsonNode function = tool.path("function");
            String name = function.path("name").asText();
            if (text.toLowerCase(Locale.ROOT).contains(name.toLowerCase(Locale.ROOT))) {
                return call(name, arguments(function.path("parameters").path("properties"), text));
            }
        }
        return null;
    }

    private static ObjectNode call(String name, ObjectNode arguments) {
        ObjectNode call = JsonNodeFactory.instance.objectNode();
        call.put("id", "call_1").put("type", "function");
        call.putObject("function").put("name", name).put("arguments", arguments.toString());
        return call;
    }

    private static ObjectNode arguments(JsonNode properties, String text) {
        ObjectNode arguments = JsonNodeFactory.instance.objectNode();
        String[] words = text.replaceAll("[^\\p{L}\\p{N} ]", "").split(" ", -1);
        String number = "0" + text.replaceAll("\\D", "");
        properties.fields().forEachRemaining(property -> {
            String type = property.getValue().path("type").asText();
            if (type.equals("integer") || type.equals("number")) {
                arguments.put(property.getKey(), Long.parseLong(number));
            } else {
                arguments.put(property.getKey(), words[words.length - 1]);
            }
        });
        return arguments;
    }
}
