package dev.signalbox.agent.library.langchain4j;

import dev.langchain4j.exception.HttpException;
import dev.signalbox.core.site.FailureClass;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * What a failed chat means. The cause chain is walked from the outside in, and the first link that is known decides; an
 * HTTP status anywhere in it comes before that, because LangChain4j folds several statuses into one exception.
 *
 * <p>The library's exceptions are told by name: some are younger than the oldest version that is supported, and a failure
 * to link here would hide the host's own failure.
 */
final class ChatFailures {
    private static final int MAX_DEPTH = 16;

    private static final String EXCEPTIONS = "dev.langchain4j.exception.";

    /** UnsupportedFeature: the request does not fit this model, another may well take it, and the node is not to blame. */
    private static final Map<String, FailureClass> BY_NAME = Map.of(
            "RateLimitException", FailureClass.OVERLOAD,
            "TimeoutException", FailureClass.TRANSIENT,
            "InternalServerException", FailureClass.TRANSIENT,
            "AuthenticationException", FailureClass.UNAVAILABLE,
            "ModelNotFoundException", FailureClass.UNAVAILABLE,
            "UnresolvedModelServerException", FailureClass.UNAVAILABLE,
            "InvalidRequestException", FailureClass.CALLER,
            "ContentFilteredException", FailureClass.CALLER,
            "UnsupportedFeatureException", FailureClass.TOO_LARGE);

    /** How providers say that a request is longer than the model's context, in lower case. */
    private static final String[] TOO_LONG = {
        "context_length_exceeded", // OpenAI, Azure, Groq
        "maximum context length", // OpenAI, vLLM, Mistral, DeepSeek
        "context window", // OpenAI's newer models
        "context limit", // Anthropic
        "context size", // llama.cpp
        "exceed_context_size", // llama.cpp
        "prompt is too long", // Anthropic
        "input is too long", // Bedrock
        "request_too_large", // Anthropic
        "exceeds the maximum number of tokens", // Gemini
        "too many tokens", // Cohere
    };

    private ChatFailures() {}

    static FailureClass classify(Throwable failure) {
        @Nullable FailureClass byStatus = null;
        @Nullable FailureClass known = null;
        int depth = 0;
        for (Throwable t = failure; t != null && depth < MAX_DEPTH; t = t.getCause(), depth++) {
            if (byStatus == null && t instanceof HttpException http) {
                byStatus = byStatus(http.statusCode(), http.getMessage());
            }
            if (known == null) {
                known = byType(t);
            }
        }
        if (byStatus != null) {
            return byStatus;
        }
        return known != null ? known : unknown(unwrapped(failure));
    }

    /** What a future's own wrappers hold. */
    private static Throwable unwrapped(Throwable failure) {
        Throwable t = failure;
        for (int depth = 0; depth < MAX_DEPTH && isWrapper(t) && t.getCause() != null; depth++) {
            t = t.getCause();
        }
        return t;
    }

    private static boolean isWrapper(Throwable t) {
        return t instanceof CompletionException || t instanceof ExecutionException;
    }

    private static FailureClass byStatus(int status, @Nullable String message) {
        return switch (status) {
            case 401, 402, 403, 404 -> FailureClass.UNAVAILABLE;
            case 408, 409, 425 -> FailureClass.TRANSIENT;
            case 413 -> FailureClass.TOO_LARGE;
            case 429 -> aboveQuota(message) ? FailureClass.TOO_LARGE : FailureClass.OVERLOAD;
            case 529 -> FailureClass.OVERLOAD; // Anthropic's "overloaded"
            default -> {
                if (status >= 500) {
                    yield FailureClass.TRANSIENT;
                }
                yield tooLong(message) ? FailureClass.TOO_LARGE : FailureClass.CALLER;
            }
        };
    }

    private static @Nullable FailureClass byType(Throwable t) {
        for (Class<?> type = t.getClass(); type != null; type = type.getSuperclass()) {
            String name = type.getName();
            if (name.startsWith(EXCEPTIONS)) {
                @Nullable FailureClass known = BY_NAME.get(name.substring(EXCEPTIONS.length()));
                if (known != null) {
                    return known == FailureClass.CALLER && tooLong(t.getMessage()) ? FailureClass.TOO_LARGE : known;
                }
            }
        }
        if (t instanceof UnknownHostException
                || t instanceof UnresolvedAddressException
                || t instanceof SSLHandshakeException
                || t instanceof SSLPeerUnverifiedException) {
            return FailureClass.UNAVAILABLE;
        }
        return t instanceof IOException ? FailureClass.TRANSIENT : null;
    }

    /**
     * Nothing in the chain is known. What argument checks throw is the caller's: to fail over would hide the mistake, and a
     * caller who repeats it would open every breaker. Anything else is taken for a fault of the model.
     */
    private static FailureClass unknown(Throwable failure) {
        return failure instanceof IllegalArgumentException
                        || failure instanceof NullPointerException
                        || failure instanceof ClassCastException
                        || failure instanceof IndexOutOfBoundsException
                ? FailureClass.CALLER
                : FailureClass.TRANSIENT;
    }

    /** OpenAI's answer to one request that is larger than a whole minute's quota: no waiting helps. */
    private static boolean aboveQuota(@Nullable String message) {
        return message != null && message.toLowerCase(Locale.ROOT).contains("request too large");
    }

    private static boolean tooLong(@Nullable String message) {
        if (message == null) {
            return false;
        }
        String lower = message.toLowerCase(Locale.ROOT);
        for (String sign : TOO_LONG) {
            if (lower.contains(sign)) {
                return true;
            }
        }
        return false;
    }
}
