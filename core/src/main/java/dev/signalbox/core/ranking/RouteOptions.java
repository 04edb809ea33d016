package dev.signalbox.core.ranking;

import dev.signalbox.core.metrics.ResourceCost;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one decision between the chains of a route rests on.
 *
 * @param primaryRoute the chain that the config names first
 * @param alternativeRoutes the others, in the order of the config
 * @param estimatedCosts what a call of each chain is expected to take, by the chain's name
 * @param confidenceScores how far each chain can be relied on to answer within the constraints, 0 to 1
 * @param constraints what is asked of each
 */
public record RouteOptions(
        String primaryRoute,
        List<String> alternativeRoutes,
        Map<String, ResourceCost> estimatedCosts,
        Map<String, Double> confidenceScores,
        RouteConstraints constraints) {
    /** The options that some candidates are, the first the primary. */
    static RouteOptions of(List<Candidate> candidates, RouteConstraints constraints) {
        List<String> names = new ArrayList<>();
        Map<String, ResourceCost> costs = new LinkedHashMap<>();
        Map<String, Double> confidence = new LinkedHashMap<>();
        for (Candidate candidate : candidates) {
            names.add(candidate.chain());
            costs.put(candidate.chain(), candidate.standing().cost());
            confidence.put(candidate.chain(), candidate.standing().confidence());
        }
        return new RouteOptions(names.get(0), names.subList(1, names.size()), costs, confidence, constraints);
    }
}
