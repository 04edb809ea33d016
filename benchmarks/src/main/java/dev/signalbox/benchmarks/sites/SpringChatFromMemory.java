package dev.signalbox.benchmarks.sites;

import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.CompilerControl;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.DefaultUsage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import reactor.core.publisher.Flux;

/** A chat model of Spring AI with one prepared answer, which it streams in as many parts as LangChain4j's. */
final class SpringChatFromMemory implements ChatModel {
    private final ChatOptions options;
    private final ChatResponse answer;
    private final List<ChatResponse> parts = new ArrayList<>();

    SpringChatFromMemory(String name) {
        options = ChatOptions.builder().model(name).temperature(0.2).build();
        List<Generation> generations = List.of(new Generation(new AssistantMessage("Some nanoseconds.")));
        answer = new ChatResponse(
                generations,
                ChatResponseMetadata.builder()
                        .model(name)
                        .usage(new DefaultUsage(11, 7))
                        .build());
        for (int i = 0; i < StreamFromMemory.PARTS; i++) {
            parts.add(new ChatResponse(
                    generations, ChatResponseMetadata.builder().model(name).build()));
        }
        parts.add(answer);
    }

    @Override
    public ChatResponse call(Prompt prompt) {
        return think();
    }

    /** No model is so small that it is inlined into its caller. */
    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    private ChatResponse think() {
        return answer;
    }

    @Override
    public Flux<ChatResponse> stream(Prompt prompt) {
        return Flux.fromIterable(parts);
    }

    @Override
    public ChatOptions getOptions() {
        return options;
    }
}
