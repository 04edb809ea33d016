package dev.signalbox.examples.quickstart.serving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;

/** {@code {"message": ".."}} to {@code {"answer": "..", "model": "the one that the provider says answered"}}. */
final class ChatEndpoint implements Endpoint {
    private final ChatModel model;

    ChatEndpoint(ChatModel model) {
        this.model = model;
    }

    @Override
    public JsonNode answer(JsonNode request) {
        ChatResponse response = model.chat(ChatRequest.builder()
                .messages(UserMessage.from(request.required("message").textValue()))
                .build());
        return JsonNodeFactory.instance
                .objectNode()
                .put("answer", response.aiMessage().text())
                .put("model", response.metadata().modelName());
    }
}
