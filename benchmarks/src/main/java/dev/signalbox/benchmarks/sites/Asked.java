package dev.signalbox.benchmarks.sites;

import java.util.function.Function;

/**
 * A call that is made again and again on the model {@code large}; {@code small} answers alike and stands by for it. Both answer
 * from memory, in a JVM that has no other models.
 *
 * @param call what the application does
 * @param signature tells of an answer which of the two gave it
 * @param <M> the library's type of models
 * @param <A> what the application gets
 */
record Asked<M, A>(M large, M small, Call<M, A> call, Function<A, String> signature) {
    /** The application's own code. */
    @FunctionalInterface
    interface Call<M, A> {
        A on(M model) throws Exception;
    }

    static <M, A> Asked<M, A> of(Function<String, M> maker, Call<M, A> call, Function<A, String> signature) {
        return new Asked<>(maker.apply("large"), maker.apply("small"), call, signature);
    }

    A ask() throws Exception {
        return call.on(large);
    }

    /** Asks, and tells which model answered. */
    String answeredBy() throws Exception {
        return signature.apply(ask());
    }

    /** Asks the model that stands by, as an application would that has both in use. */
    String answeredByOther() throws Exception {
        return signature.apply(call.on(small));
    }
}
