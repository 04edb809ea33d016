package dev.signalbox.agent.library.langchain4j;

import dev.langchain4j.exception.HttpException;
import dev.signalbox.agent.site.HttpFailures;
import dev.signalbox.core.site.FailureClass;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
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

    private ChatFailures() {}

    static FailureClass classify(Throwable failure) {
        @Nullable FailureClass byStatus = null;
        @Nullable FailureClass known = null;
        int depth = 0;
        for (Throwable t = failure; t != null && depth < MAX_DEPTH; t = t.getCause(), depth++) {
            if (byStatus == null && t instanceof HttpException http) {
                byStatus = HttpFailures.byStatus(http.statusCode(), http.getMessage());
            }
            if (known == null) {
                known = byType(t);
            }
        }
        if (byStatus != null) {
            return byStatus;
        }
        return known != null ? known : HttpFailures.unknown(unwrapped(failure));
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

    private static @Nullable FailureClass byType(Throwable t) {
        for (Class<?> type = t.getClass(); type != null; type = type.getSuperclass()) {
            String name = type.getName();
            if (name.startsWith(EXCEPTIONS)) {
                @Nullable FailureClass known = BY_NAME.get(name.substring(EXCEPTIONS.length()));
                if (known != null) {
                    return known == FailureClass.CALLER && HttpFailures.tooLong(t.getMessage())
                            ? FailureClass.TOO_LARGE
                            : known;
                }
            }
        }
        return HttpFailures.byNetwork(t);
    }
}
