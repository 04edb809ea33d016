package dev.signalbox.core.ranking;

import java.util.Map;

/**
 * A chain that a decision is about.
 *
 * @param chain its name
 * @param standing what is known of it
 * @param capabilities what it can do, and how well, 0 to 1
 * @param weight its share of calls by the config, 0 to 1; 0 where it has none
 */
public record Candidate(String chain, Standing standing, Map<String, Double> capabilities, double weight) {
    /** The mean of its levels of what is required, 0 to 1; NaN where nothing is. */
    double score(Map<String, Double> required) {
        double sum = 0;
        for (String name : required.keySet()) {
            sum += capabilities.getOrDefault(name, 0.0);
        }
        return sum / required.size();
    }
}
