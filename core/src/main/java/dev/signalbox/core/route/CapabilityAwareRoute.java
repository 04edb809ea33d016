package dev.signalbox.core.route;

import dev.signalbox.core.ranking.Decision;
import dev.signalbox.core.ranking.RouteOptions;
import java.util.Map;

/**
 * A route with what it requires of its chains, and how well each of them does that.
 *
 * @param route the route
 * @param options what the decision between its chains rests on
 * @param requiredCapabilities what a chain has to be able to do, and at least how well, 0 to 1
 * @param capabilityScores the mean of each chain's levels of that, by its name, 0 to 1; NaN where nothing is required
 * @param confidenceScores how far each chain can be relied on, by its name, 0 to 1
 */
public record CapabilityAwareRoute(
        Route route,
        RouteOptions options,
        Map<String, Double> requiredCapabilities,
        Map<String, Double> capabilityScores,
        Map<String, Double> confidenceScores) {
    /** What a decision says of a route. */
    public static CapabilityAwareRoute of(Route route, Decision decision) {
        RouteOptions options = decision.options();
        return new CapabilityAwareRoute(
                route,
                options,
                options.constraints().requiredCapabilities(),
                decision.capabilityScores(),
                options.confidenceScores());
    }
}
