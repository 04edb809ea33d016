package dev.signalbox.examples.harness;

import dev.signalbox.examples.harness.Seen.Ask;
import dev.signalbox.examples.provider.Behaviour;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A fault, and what came of it in both lanes.
 *
 * @param next the call after it, with the agent, when the primary was well again
 * @param back the call with which the primary got its calls back: the next one, unless it had asked to be left alone
 */
record Observation(Shape shape, Fault fault, Seen without, Seen with, Seen next, Seen back) {
    /** Whether the fault was one: without the agent the caller did not get the answer. */
    boolean wasReal() {
        return without.reply().isFailure();
    }

    /**
     * Whether each request that failed was at once made good by the alternative, and the caller got what came of it. A
     * client that asks again by itself is let do so first.
     */
    boolean wasReplaced() {
        List<Ask> asks = with.requests();
        return !with.reply().isFailure()
                && !failed().isEmpty()
                && failed().stream()
                        .allMatch(i ->
                                i + 1 < asks.size() && (isAlternative(asks.get(i + 1)) || failed().contains(i + 1)))
                && saysWhoAnswered(asks.get(asks.size() - 1));
    }

    /** Whether the caller saw what it would have seen, and nobody else was asked. */
    boolean wasLeft() {
        return with.reply().equals(without.reply()) && !with.asked(shape.alternative());
    }

    /** Whether the primary, well again, got the very next call. */
    boolean wasForgiven() {
        return isBy(next, shape.primary(), shape.alternative());
    }

    /** Whether the primary was left alone by the next call, and got its calls back later. */
    boolean wasRested() {
        return isBy(next, shape.alternative(), shape.primary()) && isBy(back, shape.primary(), shape.alternative());
    }

    private static boolean isBy(Seen call, Target one, Target other) {
        return !call.reply().isFailure() && call.asked(one) && !call.asked(other);
    }

    /** Each request that failed and the one that made it good ask the same, but for the model's name. */
    boolean askedTheSame() {
        List<Ask> asks = with.requests();
        return failed().stream()
                .allMatch(i -> i + 1 < asks.size()
                        && Bodies.differences(
                                        asks.get(i).request().body(),
                                        asks.get(i + 1).request().body())
                                .isEmpty());
    }

    /** Both lanes' requests are equal, one by one. */
    boolean wireIsUntouched() {
        return with.requests().size() == without.requests().size()
                && IntStream.range(0, with.requests().size())
                        .allMatch(i -> with.requests()
                                .get(i)
                                .request()
                                .body()
                                .equals(without.requests().get(i).request().body()));
    }

    String name() {
        return shape.name() + "/" + fault.name();
    }

    /** The places, among the requests with the agent, of those that met a fault. */
    private List<Integer> failed() {
        return IntStream.range(0, with.requests().size())
                .filter(i -> with.requests().get(i).request().met() != Behaviour.OK)
                .boxed()
                .toList();
    }

    private boolean isAlternative(Ask ask) {
        return shape.alternative().got(ask.region(), ask.request());
    }

    /** An embedding does not tell who made it; every text does. */
    private boolean saysWhoAnswered(Ask ask) {
        return ask.request().path().equals("embeddings")
                || with.reply().answer().contains(ask.request().model());
    }
}
