package dev.signalbox.examples.harness;

import dev.signalbox.examples.provider.Behaviour;
import java.util.List;
import java.util.stream.Stream;

/** The faults that the examples have in common, and what callers are promised to see of them. */
public final class Faults {
    /** None. */
    public static final Fault NONE = new Fault("none", Effect.ANSWERED, List.of(Behaviour.OK));

    private Faults() {}

    /**
     * Whatever may befall a chat that is answered in one piece.
     *
     * @param asksAgainOn408 whether the HTTP client makes a single 408 good by itself, as OkHttp does
     * @param atItsLimit what is promised after a 429: whether the library tells the provider's {@code Retry-After}
     */
    public static List<Fault> ofChat(boolean asksAgainOn408, Effect atItsLimit) {
        Fault first = Fault.first(Effect.REPLACED, Behaviour.REQUEST_TIMEOUT);
        Fault timeout = asksAgainOn408
                ? new Fault(
                        first.name() + ", twice",
                        Effect.REPLACED,
                        List.of(Behaviour.REQUEST_TIMEOUT, Behaviour.REQUEST_TIMEOUT))
                : first;
        return plus(
                Stream.of(chat(), List.of(timeout, Fault.first(atItsLimit, Behaviour.RATE_LIMIT)))
                        .flatMap(List::stream)
                        .toList(),
                left(Behaviour.BAD_REQUEST, Behaviour.CONTENT_FILTER));
    }

    private static List<Fault> chat() {
        return replaced(
                Behaviour.ERROR,
                Behaviour.UNAVAILABLE,
                Behaviour.UNAUTHORIZED,
                Behaviour.NOT_FOUND,
                Behaviour.CONTEXT_LENGTH,
                Behaviour.TRUNCATE,
                Behaviour.HANG);
    }

    /**
     * Whatever may befall a stream before its first token, and two things that befall it later.
     *
     * @param atItsLimit what is promised after a 429
     */
    public static List<Fault> ofStream(Effect atItsLimit) {
        List<Fault> common = plus(
                replaced(
                        Behaviour.ERROR,
                        Behaviour.UNAUTHORIZED,
                        Behaviour.CONTEXT_LENGTH,
                        Behaviour.HANG,
                        Behaviour.STREAM_ERROR),
                left(Behaviour.BAD_REQUEST, Behaviour.CUT, Behaviour.NO_DONE));
        return Stream.concat(common.stream(), Stream.of(Fault.first(atItsLimit, Behaviour.RATE_LIMIT)))
                .toList();
    }

    /**
     * Whatever may befall an embedding.
     *
     * @param atItsLimit what is promised after a 429
     */
    public static List<Fault> ofEmbedding(Effect atItsLimit) {
        List<Fault> common = plus(
                replaced(Behaviour.ERROR, Behaviour.UNAUTHORIZED, Behaviour.TRUNCATE, Behaviour.HANG),
                left(Behaviour.BAD_REQUEST));
        return Stream.concat(common.stream(), Stream.of(Fault.first(atItsLimit, Behaviour.RATE_LIMIT)))
                .toList();
    }

    /** A call that has a tool called: what befalls it before the tool ran, and after. */
    public static List<Fault> ofToolCall() {
        return List.of(
                NONE,
                Fault.first(Effect.REPLACED, Behaviour.ERROR),
                Fault.second(Effect.REPLACED, Behaviour.ERROR),
                Fault.second(Effect.LEFT, Behaviour.BAD_REQUEST));
    }

    /** One fault is enough. */
    public static List<Fault> ofOneMoreKind() {
        return List.of(NONE, Fault.first(Effect.REPLACED, Behaviour.ERROR));
    }

    private static List<Fault> replaced(Behaviour... behaviours) {
        return Stream.of(behaviours).map(b -> Fault.first(Effect.REPLACED, b)).toList();
    }

    private static List<Fault> left(Behaviour... behaviours) {
        return Stream.of(behaviours).map(b -> Fault.first(Effect.LEFT, b)).toList();
    }

    private static List<Fault> plus(List<Fault> replaced, List<Fault> left) {
        return Stream.of(List.of(NONE), replaced, left).flatMap(List::stream).toList();
    }
}
