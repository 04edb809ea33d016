package dev.signalbox.examples.provider;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A chat completion in the OpenAI format, as one body or as the events of a stream. */
record Completion(String model, Content content) {
    ObjectNode body() {
        ObjectNode body = head("chat.completion");
        ObjectNode choice = body.putArray("choices").addObject().put("index", 0);
        choice.set("message", content.message());
        choice.put("finish_reason", content.finishReason());
        body.set("usage", content.usage());
        return body;
    }

    /**
     * The chunks that carry the content.
     *
     * @param count how many chunks a text is cut into
     */
    List<ObjectNode> chunks(int count) {
        List<ObjectNode> chunks = new ArrayList<>();
        String text = content.text();
        if (text == null) {
            chunks.add(chunk(toolDelta(), null));
            return chunks;
        }
        for (int i = 0; i < count; i++) {
            String part = text.substring(text.length() * i / count, text.length() * (i + 1) / count);
            ObjectNode delta = JsonNodeFactory.instance.objectNode().put("content", part);
            if (i == 0) {
                delta.put("role", "assistant");
            }
            chunks.add(chunk(delta, null));
        }
        return chunks;
    }

    /** The chunks that end a stream properly. */
    List<ObjectNode> ending(boolean includeUsage) {
        List<ObjectNode> chunks = new ArrayList<>();
        chunks.add(chunk(JsonNodeFactory.instance.objectNode(), content.finishReason()));
        if (includeUsage) {
            ObjectNode usage = head("chat.completion.chunk");
            usage.putArray("choices");
            usage.set("usage", content.usage());
            chunks.add(usage);
        }
        return chunks;
    }

    private ObjectNode toolDelta() {
        ObjectNode delta = content.message();
        delta.path("tool_calls").forEach(call -> ((ObjectNode) call).put("index", 0));
        return delta;
    }

    private ObjectNode chunk(ObjectNode delta, @Nullable String finishReason) {
        ObjectNode chunk = head("chat.completion.chunk");
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        choice.put("finish_reason", finishReason);
        return chunk;
    }

    private ObjectNode head(String object) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", "chatcmpl-1")
                .put("object", object)
                .put("created", 1)
                .put("model", model);
    }
}
