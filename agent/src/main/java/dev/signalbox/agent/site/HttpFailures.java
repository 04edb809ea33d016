package dev.signalbox.agent.site;

import dev.signalbox.core.site.FailureClass;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** What the failures of models behind HTTP have in common, whatever the client: statuses, networks, and words. */
public final class HttpFailures {
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

    private HttpFailures() {}

    /** What a status means, 400 or more, with the message that came with it. */
    public static FailureClass byStatus(int status, @Nullable String message) {
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

    /** What a failure of the connection means; null where it is none. */
    public static @Nullable FailureClass byNetwork(Throwable t) {
        if (t instanceof UnknownHostException
                || t instanceof UnresolvedAddressException
                || t instanceof SSLHandshakeException
                || t instanceof SSLPeerUnverifiedException) {
            return FailureClass.UNAVAILABLE;
        }
        return t instanceof IOException ? FailureClass.TRANSIENT : null;
    }

    /**
     * What a failure means in whose chain nothing is known. What argument checks throw is the caller's: to fail over would hide the
     * mistake, and a caller who repeats it would open every breaker. Anything else is taken for a fault of the model.
     */
    public static FailureClass unknown(Throwable failure) {
        return failure instanceof IllegalArgumentException
                        || failure instanceof NullPointerException
                        || failure instanceof ClassCastException
                        || failure instanceof IndexOutOfBoundsException
                ? FailureClass.CALLER
                : FailureClass.TRANSIENT;
    }

    /** Whether a message says that the request is longer than the model's context. */
    public static boolean tooLong(@Nullable String message) {
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

    /** OpenAI's answer to one request that is larger than a whole minute's quota: no waiting helps. */
    private static boolean aboveQuota(@Nullable String message) {
        return message != null && message.toLowerCase(Locale.ROOT).contains("request too large");
    }
}
