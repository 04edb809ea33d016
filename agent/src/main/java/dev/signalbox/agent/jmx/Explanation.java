package dev.signalbox.agent.jmx;

import dev.signalbox.core.config.RankingStrategy;
import dev.signalbox.core.health.BreakerState;
import dev.signalbox.core.model.Node;
import dev.signalbox.core.ranking.Decision;
import dev.signalbox.core.route.Chain;
import dev.signalbox.core.route.Forced;
import dev.signalbox.core.route.Plan;
import dev.signalbox.core.route.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Says in words why a route's chains rank as they do. The words are made when somebody reads them. */
final class Explanation {
    private Explanation() {}

    /** One line on the order, then one for each chain, in the order in which a call tries them. */
    static List<String> of(Route route, Decision decision, long now) {
        Plan plan = route.plan();
        List<String> lines = new ArrayList<>();
        lines.add(order(route, plan, now));
        for (int i = 0; i < plan.size(); i++) {
            Plan.Step step = plan.step(i);
            lines.add((i + 1) + ". " + step.chain().name() + ": " + nodes(step, now) + "; "
                    + RankingView.known(decision, step.chain().name()));
        }
        for (Chain chain : route.chains()) {
            if (rank(plan, chain) == 0) {
                lines.add("-. " + chain.name() + ": may not run: " + refusal(plan, chain) + "; "
                        + RankingView.known(decision, chain.name()));
            }
        }
        return lines;
    }

    /** A chain's place in a plan, from 1; 0 where it may not run. */
    static int rank(Plan plan, Chain chain) {
        for (int i = 0; i < plan.size(); i++) {
            if (plan.step(i).chain() == chain) {
                return i + 1;
            }
        }
        return 0;
    }

    /** Why a chain may not run; empty where it may. */
    static String refusal(Plan plan, Chain chain) {
        if (rank(plan, chain) > 0) {
            return "";
        }
        return plan.refused().stream()
                .filter(r -> r.chain() == chain)
                .map(Plan.Refused::reason)
                .findFirst()
                .orElse("no plan has been made yet: no instance of a model of this route has been seen");
    }

    /** Why the chain of a model may not run. */
    static Optional<String> refusalOfModel(Plan plan, String model) {
        return plan.refused().stream()
                .filter(r -> r.chain().model().equals(model))
                .map(Plan.Refused::reason)
                .findFirst();
    }

    private static String order(Route route, Plan plan, long now) {
        String head = "plan " + plan.version() + ": ";
        if (plan.isBlocked()) {
            boolean broken = plan.refused().stream().anyMatch(Plan.Refused::broken);
            return head + "calls are rejected, because "
                    + (broken
                            ? "no chain that may run meets the constraints"
                            : "an operator keeps them from every chain");
        }
        Forced forced = route.forced();
        if (forced == null || forced.isOver(now)) {
            RankingStrategy strategy = route.config().ranking().strategy();
            return head
                    + (strategy == RankingStrategy.ORDERED
                            ? "the order of the config"
                            : "ranked by " + strategy.word());
        }
        String until = forced.endless() ? "until failBack" : "for another " + seconds(forced.endsNanos() - now);
        return head + "'" + forced.chain() + "' first, forced by an operator " + until
                + (forced.reason().isEmpty() ? "" : ": " + forced.reason());
    }

    private static String nodes(Plan.Step step, long now) {
        List<String> words = new ArrayList<>();
        for (Node node : step.nodes()) {
            words.add(node.name() + " " + node(node, now));
        }
        return String.join("; ", words);
    }

    private static String node(Node node, long now) {
        if (node.breaker().state() instanceof BreakerState.Open open) {
            long left = open.untilNanos() - now;
            return "is passed over, " + open.reason() + "; probed "
                    + (left > 0 ? "in " + seconds(left) : "by the next call");
        }
        if (node.breaker().state() instanceof BreakerState.HalfOpen half) {
            return "is being probed, " + half.succeeded() + " probes succeeded so far";
        }
        return "is " + node.monitor().health().status().word() + ", "
                + node.monitor().health().reason();
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
    }
}
