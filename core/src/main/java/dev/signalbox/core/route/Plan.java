package dev.signalbox.core.route;

import dev.signalbox.core.admission.Level;
import dev.signalbox.core.balance.Balancer;
import dev.signalbox.core.model.Node;
import dev.signalbox.core.ranking.Decision;
import dev.signalbox.core.time.Randomness;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which chains may run a route's calls, best first: what a call reads, once, through one volatile read. It is never changed;
 * the control thread or an operator's verb publishes the next one.
 */
public final class Plan {
    private static final long PARTS = 1_000_000;

    private final long version;
    private final Step[] steps;
    private final int inUse;
    private final List<Refused> refused;
    private final boolean blocked;
    private final boolean shared;
    private final @Nullable Decision decision;
    /** One for each chain that may be drawn, which it tries first; else null. */
    private final Plan @Nullable [] drawn;
    /** The shares of those chains so far, in parts of {@link #PARTS}; the last is {@link #PARTS}. */
    private final long[] shares;

    /**
     * A plan.
     *
     * @param version grows with each plan of a route
     * @param steps the chains that may run, best first
     * @param last the chains that are out of use by their conditions, for calls that none of the steps has answered
     * @param refused the chains that may not, with the reason
     * @param blocked true where an operator or a constraint keeps calls from every chain, so that not even the last resort may run
     * @param shared true where several applications call by this route, each of which only its own nodes may answer
     * @param decision how the chains rank by themselves; null where no plan has been made
     */
    Plan(
            long version,
            List<Step> steps,
            List<Step> last,
            List<Refused> refused,
            boolean blocked,
            boolean shared,
            @Nullable Decision decision) {
        this(version, steps, last, refused, blocked, shared, decision, Map.of());
    }

    /** @param weights the share of calls that tries each chain first, by its name; empty where all try the same one first */
    Plan(
            long version,
            List<Step> steps,
            List<Step> last,
            List<Refused> refused,
            boolean blocked,
            boolean shared,
            @Nullable Decision decision,
            Map<String, Double> weights) {
        this.decision = decision;
        this.version = version;
        this.steps = Stream.concat(steps.stream(), last.stream()).toArray(Step[]::new);
        this.inUse = steps.size();
        this.refused = List.copyOf(refused);
        this.blocked = blocked;
        this.shared = shared;
        List<Plan> ways = new ArrayList<>();
        List<Double> sums = new ArrayList<>();
        double sum = 0;
        for (Step first : steps) {
            double weight = weights.getOrDefault(first.chain.name(), 0.0);
            if (weight > 0) {
                List<Step> order = new ArrayList<>(steps);
                order.remove(first);
                order.add(0, first);
                ways.add(new Plan(version, order, last, refused, blocked, shared, decision));
                sum += weight;
                sums.add(sum);
            }
        }
        this.drawn = ways.size() < 2 ? null : ways.toArray(new Plan[0]);
        double all = sum;
        this.shares = sums.stream().mapToLong(s -> Math.round(s / all * PARTS)).toArray();
    }

    /** The plan of one call: this one, or where its chains have shares the one that was drawn. */
    public Plan forCall(Randomness random) {
        Plan[] ways = drawn;
        return ways == null ? this : draw(ways, random.nextLong(PARTS));
    }

    private Plan draw(Plan[] ways, long part) {
        int way = 0;
        while (part >= shares[way]) {
            way++;
        }
        return ways[way];
    }

    /** How the chains rank by themselves, without an operator's failover and whatever nodes they have; null in the first plan. */
    public @Nullable Decision decision() {
        return decision;
    }

    /** Whether the chain of a model breaks a constraint, so that no call may go to it. */
    public boolean isBroken(String model) {
        for (Refused each : refused) {
            if (each.broken && each.chain.model().equals(model)) {
                return true;
            }
        }
        return false;
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

    /** The levels that limit attempts on a node by this plan; null where none does. */
    public Level @Nullable [] levelsOf(Node node) {
        for (Step step : steps) {
            for (int i = 0; i < step.nodes.length; i++) {
                if (step.nodes[i] == node) {
                    return step.levels[i];
                }
            }
        }
        return null;
    }

    /** Whether several applications call by this route, each of which only its own nodes may answer. */
    public boolean isShared() {
        return shared;
    }

    /** Whether an operator or a constraint keeps calls from every chain. */
    public boolean isBlocked() {
        return blocked;
    }

    /** A chain that may run, with the nodes of its model that may be called. */
    public static final class Step {
        private final Chain chain;
        private final Node[] nodes;
        private final Balancer balancer;
        private final Level[] @Nullable [] levels;

        /** @param levels of each node, those that are limited; null where none is */
        Step(Chain chain, List<Node> nodes, Balancer balancer, Function<Node, Level @Nullable []> levels) {
            this.chain = chain;
            this.balancer = balancer;
            this.nodes = nodes.toArray(new Node[0]);
            this.levels = nodes.stream().map(levels).toArray(Level[][]::new);
        }

        /** The chain. */
        public Chain chain() {
            return chain;
        }

        /** Its nodes, at least one. The array is never changed. */
        public Node[] nodes() {
            return nodes;
        }

        /** What an attempt on a node, by its index, has to be granted: by these levels, in this order; null where by none. */
        public Level @Nullable [] levels(int node) {
            return levels[node];
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
     * @param broken whether it breaks a constraint of the route
     */
    public record Refused(Chain chain, String reason, List<Node> spare, boolean broken) {}
}
