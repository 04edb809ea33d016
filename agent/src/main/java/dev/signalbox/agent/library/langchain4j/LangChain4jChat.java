package dev.signalbox.agent.library.langchain4j;

import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import dev.signalbox.agent.site.ReturnTypes;
import dev.signalbox.agent.site.async.FutureAttempts;
import dev.signalbox.core.config.Replay;
import dev.signalbox.core.site.AsyncCalls;
import dev.signalbox.core.site.AsyncSite;
import dev.signalbox.core.site.FailureClass;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The call site {@code langchain4j.chat}: {@code ChatModel.chat(ChatRequest)} (method 0) and, from LangChain4j 1.13 on,
 * {@code chat(ChatRequest, ChatRequestOptions)} (method 1), at which all other overloads and AiServices arrive; from 1.20 on also
 * {@code chatAsync} with the same parameters (methods 2 and 3), which answers by a future.
 *
 * <p>Not {@code doChat}: by then the primary's default parameters are part of the request, and a replay would put the
 * primary's model name on the target's wire.
 */
public final class LangChain4jChat implements AsyncSite {
    private static final int FIRST_ASYNC = 2;

    private static final String REQUEST = "dev.langchain4j.model.chat.request.ChatRequest";

    /** By overload; by name, because older versions lack the options. */
    private final List<ReturnTypes> returned = List.of(
            new ReturnTypes("chat", List.of(REQUEST)),
            new ReturnTypes("chat", List.of(REQUEST, "dev.langchain4j.model.chat.ChatRequestOptions")));

    @Override
    public String id() {
        return "langchain4j.chat";
    }

    @Override
    public String library() {
        return "langchain4j";
    }

    /** A request is immutable and may be sent again. */
    @Override
    public Replay replay() {
        return Replay.ARGS;
    }

    @Override
    public String nameOf(Object instance) {
        @Nullable ChatRequestParameters defaults = ((ChatModel) instance).defaultRequestParameters();
        @Nullable String name = defaults == null ? null : defaults.modelName();
        return name == null ? "" : name;
    }

    @Override
    public @Nullable Object invoke(
            int method,
            Object target,
            @Nullable Object a0,
            @Nullable Object a1,
            @Nullable Object a2,
            @Nullable Object a3,
            @Nullable Object a4,
            @Nullable Object a5) {
        ChatModel model = (ChatModel) target;
        return method == 0 ? model.chat((ChatRequest) a0) : Since113.chat(model, a0, a1);
    }

    @Override
    public boolean isAsync(int method) {
        return method >= FIRST_ASYNC;
    }

    @Override
    public @Nullable Object open(int method, Object self, @Nullable Object[] args, AsyncCalls calls) {
        return FutureAttempts.open(calls, (target, given) -> Since120.chatAsync(method, (ChatModel) target, given));
    }

    @Override
    public @Nullable String retarget(
            int method, @Nullable Object[] args, Object primary, Object target, @Nullable String requestName) {
        if (!(args[0] instanceof ChatRequest request)) {
            return "the request is null";
        }
        @Nullable String refusal = returned.get(method % FIRST_ASYNC).refusal(primary, target);
        if (refusal != null) {
            return refusal;
        }
        return ChatRetarget.retarget(request, ChatParty.of(primary), ChatParty.of(target), requestName)
                .applyTo(args);
    }

    /**
     * Any chat model can stand in for another that promises no narrower response: whether it can answer one request in its place, such
     * as one with a JSON schema, is for {@link #retarget} to say.
     */
    @Override
    public @Nullable String incompatible(Object primary, Object candidate) {
        if (!(candidate instanceof ChatModel)) {
            return candidate.getClass().getName() + " is no " + ChatModel.class.getName()
                    + " of the primary's class loader";
        }
        @Nullable String refusal = returned.get(0).refusal(primary, candidate);
        return refusal != null ? refusal : returned.get(1).refusal(primary, candidate);
    }

    /** OpenAI's client, with the HTTP client that it has by default: an interrupt ends the request, and the next ones go well. */
    @Override
    public boolean interruptible(Object target) {
        return target.getClass().getName().equals("dev.langchain4j.model.openai.OpenAiChatModel");
    }

    @Override
    public @Nullable String advice(Object instance) {
        return Retries.advice(instance);
    }

    @Override
    public FailureClass classify(Throwable failure) {
        return ChatFailures.classify(failure);
    }

    /** A response holds no resources. */
    @Override
    public void discard(@Nullable Object result) {}

    @Override
    public boolean tellsTokens() {
        return true;
    }

    @Override
    public long inputTokens(@Nullable Object result) {
        return Tokens.input(usage(result));
    }

    @Override
    public long outputTokens(@Nullable Object result) {
        return Tokens.output(usage(result));
    }

    @Override
    public RuntimeException rejection(String message) {
        return new RateLimitException(message);
    }

    @Override
    public RuntimeException timeout(String message, @Nullable Throwable cause) {
        return new TimeoutException(message, cause);
    }

    private static @Nullable TokenUsage usage(@Nullable Object result) {
        return result instanceof ChatResponse response ? response.tokenUsage() : null;
    }

    /** What older versions lack, in classes of their own, so that the rest links without it. */
    private static final class Since113 {
        static ChatResponse chat(ChatModel model, @Nullable Object request, @Nullable Object options) {
            return model.chat((ChatRequest) request, (ChatRequestOptions) options);
        }
    }

    private static final class Since120 {
        static CompletableFuture<ChatResponse> chatAsync(int method, ChatModel model, @Nullable Object[] args) {
            return method == FIRST_ASYNC
                    ? model.chatAsync((ChatRequest) args[0])
                    : model.chatAsync((ChatRequest) args[0], (ChatRequestOptions) args[1]);
        }
    }
}
