package dev.signalbox.core.balance;

import dev.signalbox.core.config.BalanceStrategy;
import dev.signalbox.core.model.Node;

/**
 * A way to choose the node of a model for a call, and to learn from how it went. One is shared by all calls of a model; it
 * never waits and allocates nothing.
 */
public sealed interface Balancer permits HotCold, RoundRobin, AnyNode, LeastInFlight, TwoChoices, PeakEwma {
    /** A new balancer. */
    static Balancer of(BalanceStrategy strategy) {
        return switch (strategy) {
            case HOT_COLD -> new HotCold();
            case ROUND_ROBIN -> new RoundRobin();
            case RANDOM -> new AnyNode();
            case LEAST_IN_FLIGHT -> new LeastInFlight();
            case P2C -> new TwoChoices();
            case PEAK_EWMA -> new PeakEwma();
        };
    }

    /** Offers at least one of the candidates. */
    void offer(Candidates candidates);

    /**
     * An attempt that was chosen here was answered.
     *
     * @param inFlight the calls that were in flight on the node before it
     * @param nanos how long it took
     * @param now the monotonic time in nanoseconds
     */
    default void answered(Node node, int inFlight, long nanos, long now) {}

    /**
     * An attempt that was chosen here failed by the node's fault.
     *
     * @param nanos how long it took
     * @param now the monotonic time in nanoseconds
     */
    default void failed(Node node, long nanos, long now) {}
}
