package dev.signalbox.core.route;

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
     * @param incompatible why a node cannot stand in for the route's primary, or null where it can
     */
    public static Plan replan(Route route, ModelNodes nodes, BiFunction<Route, Node, @Nullable String> incompatible) {
        List<Plan.Step> steps = new ArrayList<>();
        List<Plan.Refused> refused = new ArrayList<>();
        Forced forced = route.forced();
        int heldBack = 0;
        for (Chain chain : route.chains()) {
            List<Node> usable = new ArrayList<>();
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
                        usable.add(node);
                    } else {
                        why.append(why.isEmpty() ? "" : "; ")
                                .append(node.name())
                                .append(": ")
                                .append(reason);
                    }
                    drained += node.isDrained() ? 1 : 0;
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
                Plan.Step step = new Plan.Step(chain, usable);
                steps.add(first ? 0 : steps.size(), step);
            }
        }
        if (steps.isEmpty()) {
            // Conditions keep calls from the worse of several chains, never from the last ones there are.
            for (Plan.Refused spare : List.copyOf(refused)) {
                if (!spare.spare().isEmpty()) {
                    steps.add(new Plan.Step(spare.chain(), spare.spare()));
                    refused.remove(spare);
                }
            }
        }
        // Where an operator's hand is the reason that nothing may run, running the call anyway would disobey.
        Plan plan = new Plan(route.plan().version() + 1, steps, refused, steps.isEmpty() && heldBack > 0);
        route.publish(plan);
        return plan;
    }

    private static @Nullable String refusal(
            Route route, Node node, BiFunction<Route, Node, @Nullable String> incompatible) {
        if (!node.isAlive()) {
            return "collected by the garbage collector";
        }
        if (node.isDrained()) {
            return "drained by an operator";
        }
        if (node.isLeaving()) {
            return "being taken away: it was added by scale, and is not needed any more";
        }
        return incompatible.apply(route, node);
    }

    /** Finds the nodes of models. */
    public interface ModelNodes {
        /** The nodes of a model; empty where there is none. */
        List<Node> of(String model);

        /** Why a model has no node, in words. */
        String whyNone(String model);
    }
}
