package dev.signalbox.agent.library;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import dev.signalbox.core.site.SiteAdapter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An application of any LangChain4j 1.x that uses the chat adapter as the engine does, and tells what it saw. It keeps to
 * what 1.0.0 had, and is loaded beside each version.
 */
public final class ChatProbe implements Function<SiteAdapter, List<String>> {
    private final List<String> seen = new ArrayList<>();

    @Override
    public List<String> apply(SiteAdapter adapter) {
        try {
            use(adapter);
        } catch (Throwable e) {
            throw new AssertionError("saw " + seen, e);
        }
        return seen;
    }

    private void use(SiteAdapter adapter) throws Throwable {
        Model large = new Model("large");
        Model small = new Model("small");
        seen.add("name: " + adapter.nameOf(small));

        @Nullable Object[] args = args(null);
        Object answer = adapter.invoke(0, small, args);
        seen.add("tokens: " + adapter.inputTokens(answer) + " " + adapter.outputTokens(answer));

        args = args("large");
        seen.add("retargeted: " + adapter.retarget(0, args, large, small, null));
        adapter.invoke(0, small, args);

        args = args("large");
        seen.add("same client: " + adapter.retarget(0, args, large, large, "mini"));
        adapter.invoke(0, large, args);

        for (Exception failure : List.of(
                new RateLimitException("x"),
                new InvalidRequestException("context_length_exceeded"),
                new InternalServerException("x"),
                new RuntimeException(new IOException("x")))) {
            seen.add(failure.getClass().getSimpleName() + ": " + adapter.classify(failure));
        }
        seen.add("rejection: " + adapter.rejection("no").getClass().getSimpleName());
    }

    private static @Nullable Object[] args(@Nullable String modelName) {
        ChatRequest request = ChatRequest.builder()
                .messages(UserMessage.from("hi"))
                .modelName(modelName)
                .temperature(0.5)
                .build();
        return new @Nullable Object[] {request, null, null, null, null, null};
    }

    /** A chat model of the application's own, which tells what it would put on the wire. */
    private final class Model implements ChatModel {
        private final String name;

        Model(String name) {
            this.name = name;
        }

        @Override
        public ChatRequestParameters defaultRequestParameters() {
            return ChatRequestParameters.builder().modelName(name).build();
        }

        @Override
        public ChatResponse doChat(ChatRequest request) {
            seen.add("asked: " + Objects.requireNonNull(request.modelName()) + " " + request.temperature());
            return ChatResponse.builder()
                    .aiMessage(AiMessage.from("hello"))
                    .tokenUsage(new TokenUsage(11, 7))
                    .build();
        }
    }
}
