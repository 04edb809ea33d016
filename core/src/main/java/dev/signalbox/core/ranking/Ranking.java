package dev.signalbox.core.ranking;

import dev.signalbox.core.config.RankingStrategy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decides between the chains of a route: those that break a constraint are out, the others rank by a strategy. */
public final class Ranking {
    private Ranking() {}

    /**
     * Decides.
     *
     * @param candidates the chains in the order of the config, at least one
     * @param before the decision in force, from which small differences do not lead away; or null
     */
    public static Decision decide(
            List<Candidate> candidates,
            RouteConstraints constraints,
            RankingStrategy strategy,
            @Nullable Decision before) {
        List<Candidate> feasible = new ArrayList<>();
        Map<String, String> broken = new LinkedHashMap<>();
        Map<String, Double> scores = new LinkedHashMap<>();
        for (Candidate candidate : candidates) {
            boolean wasBroken = before != null && before.broken().containsKey(candidate.chain());
            String reason = breaks(candidate, constraints, wasBroken ? 1 - Strategy.MARGIN : 1);
            if (reason == null) {
                feasible.add(candidate);
            } else {
                broken.put(candidate.chain(), reason);
            }
            scores.put(candidate.chain(), candidate.score(constraints.requiredCapabilities()));
        }
        List<String> order = order(feasible, Strategy.of(strategy, constraints.requiredCapabilities()), before);
        return new Decision(RouteOptions.of(candidates, constraints), order, broken, scores);
    }

    /**
     * The constraint a chain is known to break, in words; null where it breaks none.
     *
     * @param share of what is allowed that it may use: less than 1 where it broke a constraint until now
     */
    private static @Nullable String breaks(Candidate candidate, RouteConstraints constraints, double share) {
        for (Map.Entry<String, Double> required :
                constraints.requiredCapabilities().entrySet()) {
            double level = candidate.capabilities().getOrDefault(required.getKey(), 0.0);
            if (level < required.getValue()) {
                return "capability " + required.getKey() + " is " + level + ", and " + required.getValue()
                        + " is required";
            }
        }
        double memory = candidate.standing().cost().memoryUsageMB();
        if (memory > constraints.maxMemoryMB() * share) {
            return exceeds("max-memory", "a call takes ", memory, constraints.maxMemoryMB(), " MB");
        }
        double p95 = candidate.standing().p95Millis();
        if (p95 > constraints.maxLatencyMillis() * share) {
            return exceeds("max-latency", "95 % of its calls take up to ", p95, constraints.maxLatencyMillis(), " ms");
        }
        return null;
    }

    private static String exceeds(String constraint, String what, double found, double allowed, String unit) {
        String back =
                found > allowed ? "" : "; it is used again below " + number(allowed * (1 - Strategy.MARGIN)) + unit;
        return constraint + ": " + what + number(found) + unit + ", and " + number(allowed) + unit + " are allowed"
                + back;
    }

    private static String number(double amount) {
        return String.format(Locale.ROOT, amount < 10 ? "%.1f" : "%.0f", amount);
    }

    /** Begins with the order in force, and has a chain go before its neighbour where it is better by more than the margin. */
    private static List<String> order(List<Candidate> feasible, Strategy strategy, @Nullable Decision before) {
        List<String> known = before == null ? List.of() : before.order();
        String first = known.isEmpty() ? "" : known.get(0);
        List<Candidate> rest = new ArrayList<>(feasible);
        if (strategy instanceof Strategy.Ordered) {
            return names(rest);
        }
        rest.sort((a, b) -> Integer.compare(rank(known, a), rank(known, b))); // stable: newcomers as in the config
        double[] scores = rest.stream()
                .mapToDouble(c -> strategy.score(c, feasible, first))
                .toArray();
        // Each exchange mends one pair that stands wrong, so there is an end.
        for (boolean changed = true; changed; ) {
            changed = false;
            for (int i = 0; i + 1 < scores.length; i++) {
                double margin = known.contains(rest.get(i).chain())
                                && known.contains(rest.get(i + 1).chain())
                        ? strategy.margin()
                        : 0;
                if (isBetter(scores[i + 1], scores[i], margin)) {
                    double score = scores[i];
                    scores[i] = scores[i + 1];
                    scores[i + 1] = score;
                    rest.add(i, rest.remove(i + 1));
                    changed = true;
                }
            }
        }
        return names(rest);
    }

    private static boolean isBetter(double score, double other, double margin) {
        return score < (Double.isInfinite(other) ? other : other * (1 - margin));
    }

    private static int rank(List<String> known, Candidate candidate) {
        int rank = known.indexOf(candidate.chain());
        return rank < 0 ? known.size() : rank;
    }

    private static List<String> names(List<Candidate> candidates) {
        return candidates.stream().map(Candidate::chain).toList();
    }
}
