package dev.signalbox.core.route;

import dev.signalbox.core.balance.Balancer;
import dev.signalbox.core.model.Node;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which chains may run a route's calls, best first: what a call reads, once, through one volatile read. It is never changed;
 * the control thread or an operator's verb publishes the next one.
 */
public final class Plan {
    private final long version;
    private final Step[] steps;
    private final int inUse;
    private final List<Refused> refused;
    private final boolean blocked;
    private final boolean shared;

    /**
     * A plan.
     *
     * @param version grows with each plan of a route
     * @param steps the chains that may run, best first
     * @param last the chains that are out of use by their conditions, for calls that none of the steps has answered
     * @param refused the chains that may not, with the reason
     * @param blocked true where an operator keeps calls from every chain, so that not even the last resort may run
     * @param shared true where several applications call by this route, each of which only its own nodes may answer
     */
    Plan(long version, List<Step> steps, List<Step> last, List<Refused> refused, boolean blocked, boolean shared) {
        this.version = version;
        this.steps = Stream.concat(steps.stream(), last.stream()).toArray(Step[]::new);
        this.inUse = steps.size();
        this.refused = List.copyOf(refused);
        this.blocked = blocked;
        this.shared = shared;
    }

    /** Grows with each plan of a route. */
    public long version() {
        return version;
    }

    /** How many chains may run. */
    public int size() {
        return inUse;
    }

    /** How many chains a call may try: those that may run, then those that are out of use by their conditions. */
    public int reach() {
        return steps.length;
    }

    /** The chain at a rank, from 0, below {@link #reach}. */
    public Step step(int rank) {
        return steps[rank];
    }

    /** The chains that may not run. */
    public List<Refused> refused() {
        return refused;
    }

    /** Whether several applications call by this route, each of which only its own nodes may answer. */
    public boolean isShared() {
        return shared;
    }

    /** Whether an operator keeps calls from every chain. */
    public boolean isBlocked() {
        return blocked;
    }

    /** A chain that may run, with the nodes of its model that may be called. */
    public static final class Step {
        private final Chain chain;
        private final Node[] nodes;
        private final Balancer balancer;

        Step(Chain chain, List<Node> nodes, Balancer balancer) {
            this.chain = chain;
            this.balancer = balancer;
            this.nodes = nodes.toArray(new Node[0]);
        }

        /** The chain. */
        public Chain chain() {
            return chain;
        }

        /** Its nodes, at least one. The array is never changed. */
        public Node[] nodes() {
            return nodes;
        }

        /** How one of them is chosen. */
        public Balancer balancer() {
            return balancer;
        }
    }

    /**
     * A chain that may not run.
     *
     * @param reason why, in words
     * @param spare the nodes that could be called, were the chain not out of use by its conditions; else empty
     */
    public record Refused(Chain chain, String reason, List<Node> spare) {}
}
