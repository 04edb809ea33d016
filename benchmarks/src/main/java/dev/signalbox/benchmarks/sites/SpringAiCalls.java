package dev.signalbox.benchmarks.sites;

import java.util.List;
import java.util.Objects;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.embedding.EmbeddingOptions;
import org.springframework.ai.embedding.EmbeddingRequest;
import org.springframework.ai.embedding.EmbeddingResponse;

/** Calls of Spring AI's models. */
final class SpringAiCalls {
    private static final String QUESTION = "What does one more call cost?";

    private SpringAiCalls() {}

    static Asked<SpringChatFromMemory, ChatResponse> call() {
        Prompt prompt = new Prompt(QUESTION);
        return Asked.of(SpringChatFromMemory::new, model -> model.call(prompt), SpringAiCalls::signature);
    }

    static Asked<SpringChatFromMemory, ChatResponse> callWithOptions() {
        return Asked.of(
                SpringChatFromMemory::new,
                model -> model.call(new Prompt(QUESTION, model.getOptions())),
                SpringAiCalls::signature);
    }

    static Asked<SpringChatFromMemory, ChatResponse> stream() {
        Prompt prompt = new Prompt(QUESTION);
        return Asked.of(
                SpringChatFromMemory::new,
                model -> Objects.requireNonNull(model.stream(prompt).blockLast()),
                SpringAiCalls::signature);
    }

    static Asked<SpringEmbeddingFromMemory, EmbeddingResponse> embedding() {
        EmbeddingRequest request = new EmbeddingRequest(
                List.of(QUESTION), EmbeddingOptions.builder().build());
        return Asked.of(
                SpringEmbeddingFromMemory::of,
                model -> model.call(request),
                answer -> EmbeddingFromMemory.signature(answer.getResult().getOutput()));
    }

    private static String signature(ChatResponse answer) {
        return answer.getMetadata().getModel();
    }
}
