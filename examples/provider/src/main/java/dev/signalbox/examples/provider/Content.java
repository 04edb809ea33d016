package dev.signalbox.examples.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * What a chat model says to one request: a text, or a call of a tool.
 *
 * @param text the text; null where a tool is to be called
 * @param toolCall the call as the API writes it; null where there is a text
 * @param promptTokens the length of the question
 */
record Content(@Nullable String text, @Nullable ObjectNode toolCall, int promptTokens) {
    /** The model {@code model} reads the request. */
    static Content of(String model, JsonNode request) {
        JsonNode messages = request.required("messages");
        int tokens = words(messages.toString());
        JsonNode last = messages.path(messages.size() - 1);
        ObjectNode call = ToolCalls.asked(request.path("tools"), last);
        if (call != null) {
            return new Content(null, call, tokens);
        }
        JsonNode format = request.path("response_format");
        if (format.path("type").asText().equals("json_schema")) {
            JsonNode schema = format.path("json_schema").path("schema");
            return new Content(new SchemaExample(model, schema).json(), null, tokens);
        }
        String text = "This is " + model + ".";
        if (last.path("role").asText().equals("tool")) {
            text += " The tool says: " + last.path("content").asText();
        }
        return new Content(text, null, tokens);
    }

    /** The message that an answer in one body holds. */
    ObjectNode message() {
        ObjectNode message = JsonNodeFactory.instance.objectNode().put("role", "assistant");
        if (toolCall != null) {
            message.putNull("content").putArray("tool_calls").add(toolCall);
        } else {
            message.put("content", text);
        }
        return message;
    }

    String finishReason() {
        return toolCall == null ? "stop" : "tool_calls";
    }

    ObjectNode usage() {
        int answered = words(text == null ? String.valueOf(toolCall) : text);
        return JsonNodeFactory.instance
                .objectNode()
                .put("prompt_tokens", promptTokens)
                .put("completion_tokens", answered)
                .put("total_tokens", promptTokens + answered);
    }

    /** Words stand for tokens: near enough for counting. */
    private static int words(String text) {
        return text.split("\\s+", -1).length;
    }
}
