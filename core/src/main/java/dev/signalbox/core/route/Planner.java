package dev.signalbox.core.route;

import dev.signalbox.core.balance.Balancer;
import dev.signalbox.core.model.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Makes a route's plan: the operator's choice first, then the chains in the order of the config. */
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
        for (Chain chain : route.chains()) {
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
                refused.add(new Plan.Refused(chain, why.toString(), List.of()));
            } else if (outOfUse != null) {
                refused.add(new Plan.Refused(chain, outOfUse, List.copyOf(usable)));
            } else {
                Plan.Step step = new Plan.Step(chain, usable, nodes.balancer(chain.model()));
                steps.add(first ? 0 : steps.size(), step);
            }
        }
        List<Plan.Step> last = new ArrayList<>();
        for (Plan.Refused spare : refused) {
            if (!spare.spare().isEmpty()) {
                last.add(new Plan.Step(
                        spare.chain(),
                        spare.spare(),
                        nodes.balancer(spare.chain().model())));
            }
        }
        if (steps.isEmpty()) {
            // Conditions keep calls from the worse of several chains, never from the last ones there are.
            steps.addAll(last);
            last.clear();
            refused.removeIf(r -> !r.spare().isEmpty());
        }
        // Where an operator's hand is the reason that nothing may run, running the call anyway would disobey.
        boolean blocked = steps.isEmpty() && heldBack > 0;
        Plan plan = new Plan(route.plan().version() + 1, steps, last, refused, blocked, shared);
        route.publish(plan);
        return plan;
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

        /** Why a model has no node, in words. */
        String whyNone(String model);
    }
}
