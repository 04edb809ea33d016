package dev.signalbox.examples.langchain4j.app;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.langchain4j.service.AiServices;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** What the application does, by path. */
final class Endpoints {
    private final Assistant assistant = AiServices.builder(Assistant.class)
            .chatModel(Models.LARGE)
            .streamingChatModel(Models.LARGE_STREAM)
            .chatMemoryProvider(user -> MessageWindowChatMemory.withMaxMessages(20))
            .tools(new Weather())
            .build();
    private final Desk desk = AiServices.create(Desk.class, Models.LARGE);

    Map<String, Endpoint> byPath() {
        return Map.of("/chat", this::chat, "/ticket", this::ticket, "/stream", this::stream, "/embed", this::embed);
    }

    private void chat(JsonNode request, Lines lines) {
        lines.answer(assistant.chat(text(request, "user"), text(request, "message")));
    }

    private void ticket(JsonNode request, Lines lines) {
        lines.answer(desk.ticket(text(request, "message")).toString());
    }

    private void stream(JsonNode request, Lines lines) throws Exception {
        CompletableFuture<String> end = new CompletableFuture<>();
        assistant.stream(text(request, "user"), text(request, "message"))
                .onPartialResponse(lines::token)
                .onCompleteResponse(
                        response -> end.complete(response.aiMessage().text()))
                .onError(end::completeExceptionally)
                .start();
        try {
            lines.answer(end.get());
        } catch (ExecutionException e) {
            lines.error(e.getCause() == null ? e : e.getCause());
        }
    }

    private void embed(JsonNode request, Lines lines) {
        List<Embedding> vectors = Models.EMBEDDINGS
                .embedAll(List.of(TextSegment.from(text(request, "message")), TextSegment.from("something else")))
                .content();
        lines.answer(vectors.size() + " vectors, the first " + vectors.get(0).vectorAsList());
    }

    private static String text(JsonNode request, String field) {
        return request.required(field).asText();
    }
}
