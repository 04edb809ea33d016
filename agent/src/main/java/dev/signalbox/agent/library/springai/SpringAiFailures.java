package dev.signalbox.agent.library.springai;

import dev.signalbox.agent.site.HttpFailures;
import dev.signalbox.core.site.FailureClass;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a failed call means. The cause chain is walked from the outside in; an HTTP status anywhere in it decides, else the first
 * exception that is known. Exceptions are told by name: Spring AI has a client of its own for each provider, most of them absent.
 */
final class SpringAiFailures {
    private static final int MAX_DEPTH = 16;

    /** How Spring AI's own error handler begins its messages. */
    private static final Pattern SPRING_STATUS = Pattern.compile("HTTP (\\d{3})\\b.*", Pattern.DOTALL);

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
            int status = status(t);
            if (status >= 400) {
                return HttpFailures.byStatus(status, t.getMessage());
            }
            @Nullable FailureClass network = HttpFailures.byNetwork(t);
            if (network == FailureClass.UNAVAILABLE) {
                return network;
            }
            known = known == null ? byName(t) : known;
            known = known == null ? network : known;
        }
        return known == null ? HttpFailures.unknown(failure) : known;
    }

    private static @Nullable FailureClass byName(Throwable t) {
        for (Class<?> type = t.getClass(); type != null; type = type.getSuperclass()) {
            @Nullable FailureClass known = BY_NAME.get(type.getName());
            if (known != null) {
                return known == FailureClass.CALLER && HttpFailures.tooLong(t.getMessage())
                        ? FailureClass.TOO_LARGE
                        : known;
            }
        }
        return null;
    }

    /** The status that an exception tells, or 0. */
    private static int status(Throwable t) {
        if (t.getClass().getName().startsWith("com.openai.errors.")) {
            try {
                return (Integer) t.getClass().getMethod("statusCode").invoke(t);
            } catch (ReflectiveOperationException e) {
                return 0; // it tells none
            }
        }
        @Nullable String message = t.getMessage();
        if (message != null && t.getClass().getName().startsWith("org.springframework.ai.retry.")) {
            Matcher matcher = SPRING_STATUS.matcher(message);
            return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
        }
        return 0;
    }
}
