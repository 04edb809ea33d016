package dev.signalbox.examples.provider;

import org.jspecify.annotations.Nullable;

/** How the provider treats requests for one model. */
public enum Behaviour {
    /** Answers at once. */
    OK,
    /** 500, the provider's own error. */
    ERROR(Refusal.SERVER_ERROR),
    /** 503 with {@code Retry-After}. */
    UNAVAILABLE(503, "service_unavailable", "The engine is currently overloaded"),
    /** 429 with {@code Retry-After}. */
    RATE_LIMIT(429, "rate_limit_exceeded", "Rate limit reached"),
    /** 408. */
    REQUEST_TIMEOUT(408, "timeout", "Request timed out"),
    /** 401, a key that is no longer good. */
    UNAUTHORIZED(401, "invalid_api_key", "Incorrect API key provided"),
    /** 404, a model that the provider has taken away. */
    NOT_FOUND(404, "model_not_found", "The model does not exist or you do not have access to it"),
    /** 400, a request that is wrong whichever model gets it. */
    BAD_REQUEST(400, "invalid_value", "Invalid value in the request"),
    /** 400, a request that is too long for this model. */
    CONTEXT_LENGTH(
            400,
            "context_length_exceeded",
            "This model's maximum context length is 8192 tokens. However, your messages resulted in 9001 tokens."
                    + " Please reduce the length of the messages."),
    /** 400, a prompt that the provider will not answer. */
    CONTENT_FILTER(400, "content_filter", "The response was filtered because the prompt triggered the content filter"),
    /** Answers, but only after {@link Provider#LIMP}. */
    LIMP,
    /** Takes the request and says nothing. */
    HANG,
    /** 200, and the connection ends in the middle of the body. */
    TRUNCATE,
    /** The connection ends after {@link Provider#CUT_AFTER} chunks of a stream; a whole body ends in its middle. */
    CUT,
    /** A stream ends cleanly after {@link Provider#CUT_AFTER} chunks: no finish reason, no usage, no {@code [DONE]}. */
    NO_DONE,
    /** 200, and the first event of the stream is an error; where no stream was asked for, the same as {@link #ERROR}. */
    STREAM_ERROR;

    private final @Nullable Refusal refusal;

    Behaviour() {
        this.refusal = null;
    }

    Behaviour(int status, String code, String message) {
        this(new Refusal(status, code, message));
    }

    Behaviour(Refusal refusal) {
        this.refusal = refusal;
    }

    /** The error it answers with; null where it answers with content, or not at all. */
    @Nullable
    Refusal refusal() {
        return refusal;
    }

    /** What it amounts to where the whole answer is one body. */
    Behaviour withoutStream() {
        return switch (this) {
            case CUT -> TRUNCATE;
            case NO_DONE -> OK;
            case STREAM_ERROR -> ERROR;
            default -> this;
        };
    }

    /** What it amounts to where the answer is a stream. */
    Behaviour withStream() {
        return this == TRUNCATE ? CUT : this;
    }
}
