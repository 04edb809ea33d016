package dev.signalbox.core.ranking;

import java.util.List;
import java.util.Map;

/**
 * How the chains of a route rank, and what that rests on.
 *
 * @param options what was decided on
 * @param order the chains that meet the constraints, best first
 * @param broken those that do not, each with the constraint it breaks, in words
 * @param capabilityScores the mean of each chain's levels of what is required, 0 to 1; NaN where nothing is
 */
public record Decision(
        RouteOptions options, List<String> order, Map<String, String> broken, Map<String, Double> capabilityScores) {
    /** Whether another decision comes to the same, whatever the numbers are. */
    public boolean isLike(Decision other) {
        return order.equals(other.order) && broken.keySet().equals(other.broken.keySet());
    }
}
