package dev.signalbox.agent.library.springai;

import dev.signalbox.core.config.Replay;
import dev.signalbox.core.site.FailureClass;
import dev.signalbox.core.site.SiteAdapter;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.document.Document;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.embedding.EmbeddingOptions;
import org.springframework.ai.embedding.EmbeddingRequest;
import org.springframework.ai.embedding.EmbeddingResponse;

/**
 * The call site {@code spring-ai.embedding}: {@code EmbeddingModel.call(EmbeddingRequest)} (method 0), {@code embed(Document)} (1),
 * {@code embed(String)} (2), {@code embed(List)} (3) and {@code embedForResponse(List)} (4): models override any of them.
 */
public final class SpringAiEmbedding implements SiteAdapter {
    private static final int DOCUMENT = 1;

    @Override
    public String id() {
        return "spring-ai.embedding";
    }

    @Override
    public String library() {
        return "spring-ai";
    }

    @Override
    public Replay replay() {
        return Replay.ARGS;
    }

    @Override
    public String nameOf(Object instance) {
        @Nullable EmbeddingOptions options = options(instance);
        @Nullable String name = options == null ? null : options.getModel();
        return name == null ? "" : name;
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // what the caller gave goes through as it is
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
            case 0 -> model.call((EmbeddingRequest) a0);
            case DOCUMENT -> model.embed((Document) a0);
            case 2 -> model.embed((String) a0);
            case 3 -> model.embed((List<String>) a0);
            case 4 -> model.embedForResponse((List<String>) a0);
            default -> throw new IllegalArgumentException("no overload " + method);
        };
    }

    /**
     * The target is the same model by name and dimensions, so a request that names them names the target's too. What of a document is
     * embedded, its metadata or not, is for the model that was called to say.
     */
    @Override
    public @Nullable String retarget(
            int method, @Nullable Object[] args, Object primary, Object target, @Nullable String requestName) {
        if (requestName != null) {
            return "an embedding model that is asked for by another name is another model";
        }
        if (method == DOCUMENT && args[0] instanceof Document document) {
            args[0] = asRead(document, (EmbeddingModel) primary, (EmbeddingModel) target);
        }
        return null;
    }

    /** The document such that the target embeds what the primary would have; one that holds no text is left as it is. */
    private static Document asRead(Document document, EmbeddingModel primary, EmbeddingModel target) {
        if (primary == target || !document.isText()) {
            return document;
        }
        String content = primary.getEmbeddingContent(document);
        if (content == null || content.equals(target.getEmbeddingContent(document))) {
            return document;
        }
        Document read = document.mutate().text(content).metadata(Map.of()).build();
        read.setContentFormatter((given, mode) -> content);
        return read;
    }

    /**
     * Vectors of different models mean nothing to each other. {@code dimensions()} is not asked: where a model does not know, it
     * embeds a text to find out, which is a call on the provider.
     */
    @Override
    public @Nullable String incompatible(Object primary, Object candidate) {
        if (!(candidate instanceof EmbeddingModel)) {
            return candidate.getClass().getName() + " is no " + EmbeddingModel.class.getName()
                    + " of the primary's class loader";
        }
        if (primary == candidate) {
            return null;
        }
        String wanted = nameOf(primary);
        String found = nameOf(candidate);
        if (wanted.isEmpty() || found.isEmpty()) {
            return (wanted.isEmpty() ? "the primary" : candidate.getClass().getName())
                    + " does not tell which embedding model it is";
        }
        if (!wanted.equals(found)) {
            return "it embeds with '" + found + "' where the primary embeds with '" + wanted
                    + "': their vectors mean nothing to each other";
        }
        return Objects.equals(dimensions(primary), dimensions(candidate))
                ? null
                : "it gives another number of dimensions than the primary";
    }

    @Override
    public @Nullable String advice(Object instance) throws ReflectiveOperationException {
        return Retries.advice(instance);
    }

    @Override
    public FailureClass classify(Throwable failure) {
        return SpringAiFailures.classify(failure);
    }

    @Override
    public long retryAfterNanos(Throwable failure) {
        return SpringAiFailures.retryAfterNanos(failure);
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
        return result instanceof EmbeddingResponse response && response.getMetadata() != null
                ? Tokens.input(response.getMetadata().getUsage())
                : -1;
    }

    private static @Nullable Integer dimensions(Object model) {
        @Nullable EmbeddingOptions options = options(model);
        return options == null ? null : options.getDimensions();
    }

    /** Each provider's model has its options under a getter of this name, which the interface lacks. */
    private static @Nullable EmbeddingOptions options(Object model) {
        for (String getter : List.of("getOptions", "getDefaultOptions")) {
            try {
                Method found = model.getClass().getMethod(getter);
                if (found.trySetAccessible() // the class itself need not be public
                        && found.invoke(model) instanceof EmbeddingOptions options) {
                    return options;
                }
            } catch (ReflectiveOperationException e) {
                // it has another
            }
        }
        return null;
    }
}
