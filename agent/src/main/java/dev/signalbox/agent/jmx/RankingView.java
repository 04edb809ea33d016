package dev.signalbox.agent.jmx;

import dev.signalbox.core.control.CapabilityAwareRouteInfo;
import dev.signalbox.core.control.ChainOptionInfo;
import dev.signalbox.core.metrics.ResourceCost;
import dev.signalbox.core.ranking.Decision;
import dev.signalbox.core.ranking.RouteConstraints;
import dev.signalbox.core.ranking.RouteOptions;
import dev.signalbox.core.route.CapabilityAwareRoute;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Turns what the ranking of a route's chains rests on into what JMX shows. */
final class RankingView {
    private RankingView() {}

    static CapabilityAwareRouteInfo of(CapabilityAwareRoute route) {
        RouteOptions options = route.options();
        RouteConstraints asked = options.constraints();
        List<ChainOptionInfo> chains = new ArrayList<>();
        options.estimatedCosts()
                .forEach((chain, cost) -> chains.add(new ChainOptionInfo(
                        chain,
                        cost.memoryUsageMB(),
                        cost.cpuUtilization(),
                        cost.expectedLatencyMillis(),
                        cost.estimatedTokens(),
                        number(route.confidenceScores(), chain),
                        number(route.capabilityScores(), chain))));
        return new CapabilityAwareRouteInfo(
                route.route().name(),
                options.primaryRoute(),
                options.alternativeRoutes(),
                route.route().config().ranking().strategy().word(),
                asked.maxLatencyMillis(),
                asked.maxMemoryMB(),
                asked.priority().name().toLowerCase(Locale.ROOT),
                route.requiredCapabilities().entrySet().stream()
                        .map(c -> c.getKey() + " >= " + c.getValue())
                        .toList(),
                chains);
    }

    /** How chains would rank, one line each, those that break a constraint last. */
    static List<String> lines(Decision decision) {
        List<String> lines = new ArrayList<>();
        for (String chain : decision.order()) {
            lines.add((lines.size() + 1) + ". " + chain + ": " + known(decision, chain));
        }
        decision.broken()
                .forEach((chain, reason) ->
                        lines.add("-. " + chain + ": may not run: " + reason + "; " + known(decision, chain)));
        return lines;
    }

    /** What is known of a chain, in words. */
    static String known(Decision decision, String chain) {
        ResourceCost cost =
                Objects.requireNonNull(decision.options().estimatedCosts().get(chain));
        StringBuilder words = new StringBuilder();
        words.append(String.format(
                Locale.ROOT, "confidence %.2f", number(decision.options().confidenceScores(), chain)));
        words.append(", latency ").append(amount(cost.expectedLatencyMillis(), " ms"));
        words.append(", memory ").append(amount(cost.memoryUsageMB(), " MB"));
        words.append(", processors ").append(amount(cost.cpuUtilization(), ""));
        words.append(", tokens ").append(amount(cost.estimatedTokens(), ""));
        double score = number(decision.capabilityScores(), chain);
        if (!Double.isNaN(score)) {
            words.append(String.format(Locale.ROOT, ", capability score %.2f", score));
        }
        return words.toString();
    }

    private static String amount(double amount, String unit) {
        return Double.isNaN(amount)
                ? "unknown"
                : String.format(Locale.ROOT, amount < 10 ? "%.2f" : "%.0f", amount) + unit;
    }

    private static double number(Map<String, Double> numbers, String chain) {
        return numbers.getOrDefault(chain, Double.NaN);
    }
}
