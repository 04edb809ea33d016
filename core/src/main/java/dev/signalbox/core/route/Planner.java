package dev.signalbox.core.route;

import dev.signalbox.core.admission.Level;
import dev.signalbox.core.balance.Balancer;
import dev.signalbox.core.config.RankingConfig;
import dev.signalbox.core.config.RouteConfig;
import dev.signalbox.core.model.Node;
import dev.signalbox.core.ranking.Candidate;
import dev.signalbox.core.ranking.Decision;
import dev.signalbox.core.ranking.Ranking;
import dev.signalbox.core.ranking.RouteConstraints;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Makes a route's plan: the operator's choice first, then the chains as they rank; those that break a constraint are out. */
public final class Planner {
    private Planner() {}

    /**
     * Makes and publishes the next plan of a route.
     *
     * @param nodes the nodes of a model, in any state
     * @param shared whether the nodes of the route's entry belong to several applications
     * @param incompatible why a node cannot stand in for the route's primary, or null where it can
     */
    public static Plan replan(
            Route route, ModelNodes nodes, boolean shared, BiFunction<Route, Node, @Nullable String> incompatible) {
        List<Plan.Step> steps = new ArrayList<>();
        List<Plan.Refused> refused = new ArrayList<>();
        Forced forced = route.forced();
        int heldBack = 0;
        Decision decision = decide(route, nodes);
        boolean broken = false;
        for (Chain chain : ranked(route, decision)) {
            String breaks = decision.broken().get(chain.name());
            if (breaks != null) {
                // Asked of it all the same: what no plan asks for is forgotten.
                nodes.of(chain.model()).forEach(node -> refusal(route, node, incompatible));
                refused.add(new Plan.Refused(chain, breaks, List.of(), true));
                broken = true;
                continue;
            }
            List<Node> usable = new ArrayList<>();
            List<Node> outliers = new ArrayList<>();
            StringBuilder why = new StringBuilder();
            if (!chain.isEnabled()) {
                why.append("disabled by an operator");
                heldBack++;
            } else {
                int drained = 0;
                List<Node> all = nodes.of(chain.model());
                for (Node node : all) {
                    String reason = refusal(route, node, incompatible);
                    if (reason == null) {
                        (node.monitor().ejection().isOutlier() ? outliers : usable).add(node);
                    } else {
                        why.append(why.isEmpty() ? "" : "; ")
                                .append(node.name())
                                .append(": ")
                                .append(reason);
                    }
                    drained += node.isHeldBack() ? 1 : 0;
                }
                if (usable.isEmpty()) {
                    usable.addAll(outliers); // better an outlier than nobody
                }
                if (all.isEmpty()) {
                    why.append(nodes.whyNone(chain.model()));
                }
                heldBack += usable.isEmpty() && drained > 0 ? 1 : 0;
            }
            boolean first = forced != null && forced.chain().equals(chain.name());
            String outOfUse = first ? null : chain.outOfUse();
            if (usable.isEmpty()) {
                refused.add(new Plan.Refused(chain, why.toString(), List.of(), false));
            } else if (outOfUse != null) {
                refused.add(new Plan.Refused(chain, outOfUse, List.copyOf(usable), false));
            } else {
                Plan.Step step =
                        new Plan.Step(chain, usable, nodes.balancer(chain.model()), node -> nodes.levels(route, node));
                steps.add(first ? 0 : steps.size(), step);
            }
        }
        List<Plan.Step> last = new ArrayList<>();
        for (Plan.Refused spare : refused) {
            if (!spare.spare().isEmpty()) {
                last.add(new Plan.Step(
                        spare.chain(),
                        spare.spare(),
                        nodes.balancer(spare.chain().model()),
                        node -> nodes.levels(route, node)));
            }
        }
        if (steps.isEmpty()) {
            // Conditions keep calls from the worse of several chains, never from the last ones there are.
            steps.addAll(last);
            last.clear();
            refused.removeIf(r -> !r.spare().isEmpty());
        }
        // Where an operator's hand or a constraint is the reason that nothing may run, running the call anyway would
        // disobey.
        boolean blocked = steps.isEmpty() && (heldBack > 0 || broken);
        Map<String, Double> weights = forced == null ? route.config().ranking().weights() : Map.of();
        Plan plan = new Plan(route.plan().version() + 1, steps, last, refused, blocked, shared, decision, weights);
        route.publish(plan);
        return plan;
    }

    /** How the chains of a route rank now, small differences from the decision in force left out. */
    public static Decision decide(Route route, ModelNodes nodes) {
        RouteConfig config = route.config();
        return decide(route, nodes, RouteConstraints.of(config), route.plan().decision());
    }

    /**
     * How the chains of a route would rank.
     *
     * @param before the decision from which small differences do not lead away, or null
     */
    public static Decision decide(
            Route route, ModelNodes nodes, RouteConstraints constraints, @Nullable Decision before) {
        RankingConfig ranking = route.config().ranking();
        List<Candidate> candidates = new ArrayList<>();
        for (Chain chain : route.chains()) {
            double weight = ranking.weights().getOrDefault(chain.name(), 0.0);
            candidates.add(new Candidate(chain.name(), chain.standing(), nodes.capabilities(chain.model()), weight));
        }
        return Ranking.decide(candidates, constraints, ranking.strategy(), before);
    }

    /** The chains of a route, best first, then those that break a constraint. */
    private static List<Chain> ranked(Route route, Decision decision) {
        List<Chain> chains = new ArrayList<>();
        decision.order().forEach(name -> route.chain(name).ifPresent(chains::add));
        decision.broken().keySet().forEach(name -> route.chain(name).ifPresent(chains::add));
        return chains;
    }

    private static @Nullable String refusal(
            Route route, Node node, BiFunction<Route, Node, @Nullable String> incompatible) {
        if (!node.isAlive()) {
            return "collected by the garbage collector";
        }
        // Asked of those that are held back too: what no plan asks for is forgotten, and then the first call after a
        // resume would find that nobody knows.
        String reason = incompatible.apply(route, node);
        if (node.isDrained()) {
            return "drained by an operator";
        }
        if (node.isLeaving()) {
            return "being taken away: it was added by scale, and is not needed any more";
        }
        return node.isHeldBack() ? "ejected by an operator" : reason;
    }

    /** Finds the nodes of models. */
    public interface ModelNodes {
        /** The nodes of a model; empty where there is none. */
        List<Node> of(String model);

        /** How the nodes of a model are chosen, where it has any. */
        Balancer balancer(String model);

        /** The levels that limit a route's attempts on a node, the narrowest first; null where none does. */
        Level @Nullable [] levels(Route route, Node node);

        /** What a model can do, and how well, 0 to 1. */
        Map<String, Double> capabilities(String model);

        /** Why a model has no node, in words. */
        String whyNone(String model);
    }
}
