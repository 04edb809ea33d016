package dev.signalbox.benchmarks.sites;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.Response;

/** Calls of LangChain4j's models. */
final class LangChain4jCalls {
    private LangChain4jCalls() {}

    private static ChatRequest request() {
        return ChatRequest.builder()
                .messages(UserMessage.from("What does one more call cost?"))
                .build();
    }

    static Asked<ChatFromMemory, ChatResponse> chat() {
        ChatRequest request = request();
        return Asked.of(ChatFromMemory::new, model -> model.chat(request), ChatResponse::modelName);
    }

    static Asked<ChatFromMemory, ChatResponse> chatAsync() {
        ChatRequest request = request();
        return Asked.of(ChatFromMemory::new, model -> model.chatAsync(request).join(), ChatResponse::modelName);
    }

    static Asked<StreamFromMemory, ChatResponse> handler() {
        ChatRequest request = request();
        return Asked.of(
                StreamFromMemory::new,
                model -> {
                    StreamReader reader = new StreamReader();
                    model.chat(request, reader);
                    return reader.response();
                },
                ChatResponse::modelName);
    }

    static Asked<StreamFromMemory, ChatResponse> publisher() {
        ChatRequest request = request();
        return Asked.of(
                StreamFromMemory::new,
                model -> {
                    StreamReader reader = new StreamReader();
                    model.chat(request).subscribe(reader);
                    return reader.response();
                },
                ChatResponse::modelName);
    }

    static Asked<EmbeddingFromMemory, Response<Embedding>> embedding() {
        return Asked.of(
                EmbeddingFromMemory::of,
                model -> model.embed("What does one more call cost?"),
                answer -> EmbeddingFromMemory.signature(answer.content().vector()));
    }
}
