package dev.signalbox.agent.library.springai;

import dev.signalbox.agent.site.HttpFailures;
import dev.signalbox.core.site.FailureClass;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a failed call means. The cause chain is walked from the outside in; an HTTP status anywhere in it decides, else the first
 * exception that is known. Exceptions are told by name: Spring AI has a client of its own for each provider, most of them absent.
 */
final class SpringAiFailures {
    private static final int MAX_DEPTH = 16;

    private static final Map<String, FailureClass> BY_NAME = Map.of(
            "com.openai.errors.OpenAIIoException", FailureClass.TRANSIENT,
            "com.openai.errors.OpenAIRetryableException", FailureClass.TRANSIENT,
            "com.openai.errors.OpenAIInvalidDataException", FailureClass.TRANSIENT,
            "com.openai.errors.SseException", FailureClass.TRANSIENT,
            "org.springframework.ai.retry.TransientAiException", FailureClass.TRANSIENT,
            "org.springframework.ai.retry.NonTransientAiException", FailureClass.CALLER);

    private SpringAiFailures() {}

    static FailureClass classify(Throwable failure) {
        @Nullable FailureClass known = null;
        int depth = 0;
        for (Throwable t = failure; t != null && depth < MAX_DEPTH; t = t.getCause(), depth++) {
            int status = ClientErrors.status(t);
            if (status >= 400) {
                return HttpFailures.byStatus(status, ClientErrors.words(t));
            }
            @Nullable FailureClass network = HttpFailures.byNetwork(t);
            if (network == FailureClass.UNAVAILABLE) {
                return network;
            }
            known = known == null ? byName(t) : known;
            known = known == null ? network : known;
        }
        return known == null ? unknown(failure) : known;
    }

    /** How long the provider asked to be left alone, in nanoseconds, or -1. */
    static long retryAfterNanos(Throwable failure) {
        int depth = 0;
        for (Throwable t = failure; t != null && depth < MAX_DEPTH; t = t.getCause(), depth++) {
            long nanos = ClientErrors.retryAfterNanos(t);
            if (nanos >= 0) {
                return nanos;
            }
        }
        return -1;
    }

    /** A model that cannot stream throws the JDK's own word for it; another one may well. */
    private static FailureClass unknown(Throwable failure) {
        return failure instanceof UnsupportedOperationException
                ? FailureClass.TOO_LARGE
                : HttpFailures.unknown(failure);
    }

    private static @Nullable FailureClass byName(Throwable t) {
        for (Class<?> type = t.getClass(); type != null; type = type.getSuperclass()) {
            @Nullable FailureClass known = BY_NAME.get(type.getName());
            if (known != null) {
                return known == FailureClass.CALLER && HttpFailures.tooLong(ClientErrors.words(t))
                        ? FailureClass.TOO_LARGE
                        : known;
            }
        }
        return null;
    }
}
