package dev.signalbox.examples.quickstart.provider;

/** How the provider treats requests for one model. */
public enum Behaviour {
    /** Answers at once. */
    OK,
    /** 500, the provider's own error. */
    ERROR,
    /** 429 with {@code Retry-After}. */
    RATE_LIMIT,
    /** Answers, but only after {@link Provider#LIMP}. */
    LIMP,
    /** Takes the request and says nothing. */
    HANG,
    /** 200, and the connection ends in the middle of the body. */
    TRUNCATE
}
