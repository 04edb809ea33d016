package dev.signalbox.agent.library.langchain4j;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.request.EmbeddingParameter;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import dev.langchain4j.model.embedding.response.EmbeddingResponse;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.output.TokenUsage;
import dev.signalbox.agent.site.ReturnTypes;
import dev.signalbox.agent.site.async.FutureAttempts;
import dev.signalbox.core.config.Replay;
import dev.signalbox.core.site.AsyncCalls;
import dev.signalbox.core.site.AsyncSite;
import dev.signalbox.core.site.FailureClass;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The call site {@code langchain4j.embedding}: {@code EmbeddingModel.embedAll(List)} (method 0), {@code embed(String)} (1) and
 * {@code embed(TextSegment)} (2), and from LangChain4j 1.20 on {@code embed(EmbeddingRequest)} (3) and {@code embedAsync} (4).
 * Models override any of them, so a body that another one arrives at is not to be relied on.
 */
public final class LangChain4jEmbedding implements AsyncSite {
    private static final int ALL = 0;
    private static final int TEXT = 1;
    private static final int SEGMENT = 2;
    private static final int REQUEST = 3;
    private static final int ASYNC = 4;

    private static final String EMBEDDING_REQUEST = "dev.langchain4j.model.embedding.request.EmbeddingRequest";

    /** By overload; by name, because older versions lack the request. */
    private final List<ReturnTypes> returned = List.of(
            new ReturnTypes("embedAll", List.of("java.util.List")),
            new ReturnTypes("embed", List.of("java.lang.String")),
            new ReturnTypes("embed", List.of("dev.langchain4j.data.segment.TextSegment")),
            new ReturnTypes("embed", List.of(EMBEDDING_REQUEST)),
            new ReturnTypes("embedAsync", List.of(EMBEDDING_REQUEST)));

    @Override
    public String id() {
        return "langchain4j.embedding";
    }

    @Override
    public String library() {
        return "langchain4j";
    }

    @Override
    public Replay replay() {
        return Replay.ARGS;
    }

    @Override
    public boolean isAsync(int method) {
        return method == ASYNC;
    }

    @Override
    public String nameOf(Object instance) {
        return EmbeddingSpace.nameOf((EmbeddingModel) instance);
    }

    @Override
    @SuppressWarnings("unchecked")
    public @Nullable Object invoke(
            int method,
            Object target,
            @Nullable Object a0,
            @Nullable Object a1,
            @Nullable Object a2,
            @Nullable Object a3,
            @Nullable Object a4,
            @Nullable Object a5) {
        EmbeddingModel model = (EmbeddingModel) target;
        return switch (method) {
            case ALL -> model.embedAll((List<TextSegment>) a0);
            case TEXT -> model.embed((String) a0);
            case SEGMENT -> model.embed((TextSegment) a0);
            case REQUEST -> Since120.embed(model, a0);
            default -> throw new IllegalArgumentException("no overload " + method);
        };
    }

    @Override
    public @Nullable Object open(int method, Object self, @Nullable Object[] args, AsyncCalls calls) {
        return FutureAttempts.open(calls, Since120::embedAsync);
    }

    @Override
    public @Nullable String retarget(
            int method, @Nullable Object[] args, Object primary, Object target, @Nullable String requestName) {
        if (requestName != null) {
            return "an embedding model that is asked for by another name is another model";
        }
        String refusal = returned.get(method).refusal(primary, target);
        if (refusal != null) {
            return refusal;
        }
        return method >= REQUEST ? Since120.unmet(args[0], (EmbeddingModel) target) : null;
    }

    /** Vectors of different models mean nothing to each other. */
    @Override
    public @Nullable String incompatible(Object primary, Object candidate) {
        return candidate instanceof EmbeddingModel other
                ? EmbeddingSpace.refusal((EmbeddingModel) primary, other)
                : candidate.getClass().getName() + " is no " + EmbeddingModel.class.getName()
                        + " of the primary's class loader";
    }

    /** OpenAI's client, with the HTTP client that it has by default: an interrupt ends the request, and the next ones go well. */
    @Override
    public boolean interruptible(Object target) {
        return target.getClass().getName().equals("dev.langchain4j.model.openai.OpenAiEmbeddingModel");
    }

    @Override
    public @Nullable String advice(Object instance) {
        return Retries.advice(instance);
    }

    @Override
    public FailureClass classify(Throwable failure) {
        return ChatFailures.classify(failure);
    }

    /** Vectors hold no resources. */
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
    public RuntimeException rejection(String message) {
        return new RateLimitException(message);
    }

    @Override
    public RuntimeException timeout(String message, @Nullable Throwable cause) {
        return new TimeoutException(message, cause);
    }

    private static @Nullable TokenUsage usage(@Nullable Object result) {
        return result instanceof Response<?> response ? response.tokenUsage() : Since120.usage(result);
    }

    /** What older versions lack, in a class of its own, so that the rest links without it. */
    private static final class Since120 {
        static EmbeddingResponse embed(EmbeddingModel model, @Nullable Object request) {
            return model.embed((EmbeddingRequest) request);
        }

        static CompletableFuture<EmbeddingResponse> embedAsync(Object target, @Nullable Object[] args) {
            return ((EmbeddingModel) target).embedAsync((EmbeddingRequest) args[0]);
        }

        static @Nullable TokenUsage usage(@Nullable Object result) {
            return result instanceof EmbeddingResponse response && response.metadata() != null
                    ? response.metadata().tokenUsage()
                    : null;
        }

        /** What the request asks for that the target does not offer, in words, or null. */
        static @Nullable String unmet(@Nullable Object asked, EmbeddingModel target) {
            if (!(asked instanceof EmbeddingRequest request)) {
                return "the request is null";
            }
            List<String> missing = new ArrayList<>();
            for (EmbeddingParameter<?> parameter : request.parameters().presentParameters()) {
                if (!target.supportedParameters().contains(parameter)) {
                    missing.add(parameter.toString());
                }
            }
            return missing.isEmpty()
                    ? null
                    : target.getClass().getName() + " does not support what the request sets: " + missing;
        }
    }
}
