package dev.signalbox.examples.quickstart.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The body of a chat completion in the OpenAI format. */
final class Completion {
    private Completion() {}

    static ObjectNode of(String model, JsonNode request) {
        String question = request.required("messages").findPath("content").toString();
        String text = "This is " + model + ".";
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("id", "chatcmpl-1")
                .put("object", "chat.completion")
                .put("created", 1)
                .put("model", model);
        ObjectNode choice = body.putArray("choices").addObject().put("index", 0).put("finish_reason", "stop");
        choice.putObject("message").put("role", "assistant").put("content", text);
        int asked = words(question);
        int answered = words(text);
        body.putObject("usage")
                .put("prompt_tokens", asked)
                .put("completion_tokens", answered)
                .put("total_tokens", asked + answered);
        return body;
    }

    /** Words stand for tokens: near enough for counting. */
    private static int words(String text) {
        return text.split("\\s+", -1).length;
    }
}
