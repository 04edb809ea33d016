package dev.signalbox.benchmarks.sites;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jmh.annotations.CompilerControl;

/** A chat model of LangChain4j with one prepared answer; it overrides what a provider's model does. */
final class ChatFromMemory implements ChatModel {
    private final ChatRequestParameters defaults;
    private final ChatResponse answer;

    ChatFromMemory(String name) {
        defaults = ChatRequestParameters.builder().modelName(name).build();
        answer = answer(name);
    }

    static ChatResponse answer(String name) {
        return ChatResponse.builder()
                .aiMessage(AiMessage.from("Some nanoseconds."))
                .modelName(name)
                .tokenUsage(new TokenUsage(11, 7))
                .finishReason(FinishReason.STOP)
                .build();
    }

    @Override
    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    public ChatResponse doChat(ChatRequest request) {
        return answer;
    }

    @Override
    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    public CompletableFuture<ChatResponse> doChatAsync(ChatRequest request) {
        return CompletableFuture.completedFuture(answer);
    }

    @Override
    public ChatRequestParameters defaultRequestParameters() {
        return defaults;
    }
}
