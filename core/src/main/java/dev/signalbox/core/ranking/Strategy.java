package dev.signalbox.core.ranking;

import dev.signalbox.core.config.RankingStrategy;
import dev.signalbox.core.metrics.ResourceCost;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** How chains are compared that meet the constraints. */
sealed interface Strategy {
    /** How much better, as a share, a chain has to be to go before one that was before it: what is measured flaps. */
    double MARGIN = 0.1;

    /**
     * A number for each chain, 0 or more and the lower the better; infinite where what it rests on is not known.
     *
     * @param all the chains that meet the constraints
     * @param first the chain that ranks first until now, or empty
     */
    double score(Candidate candidate, List<Candidate> all, String first);

    /** How much better a chain has to be by this strategy. */
    default double margin() {
        return MARGIN;
    }

    /** The strategy of a config. */
    static Strategy of(RankingStrategy strategy, Map<String, Double> required) {
        return switch (strategy) {
            case ORDERED -> new Ordered();
            case LATENCY -> new Latency();
            case COST -> new Cost();
            case WEIGHTED -> new Weighted();
            case CAPABILITY -> new Capability(required);
        };
    }

    /** As the config has them: all are equal. */
    record Ordered() implements Strategy {
        @Override
        public double score(Candidate candidate, List<Candidate> all, String first) {
            return 0;
        }
    }

    /** The fastest first. */
    record Latency() implements Strategy {
        @Override
        public double score(Candidate candidate, List<Candidate> all, String first) {
            double millis = candidate.standing().cost().expectedLatencyMillis();
            return Double.isNaN(millis) ? Double.POSITIVE_INFINITY : millis;
        }
    }

    /**
     * The cheapest first of those that can be relied on, then the others, the most reliable first. What a chain costs is the sum of
     * its memory, its processors, its latency and its tokens, each as a share of what the dearest chain takes of it. What is not
     * known counts as twice that.
     */
    record Cost() implements Strategy {
        /** The share of calls that has to be answered within the constraints. */
        static final double RELIABLE = 0.8;

        private static final double UNRELIABLE = 1e6;
        private static final double UNKNOWN = 2;
        private static final List<ToDoubleFunction<ResourceCost>> PARTS = List.of(
                ResourceCost::memoryUsageMB,
                ResourceCost::cpuUtilization,
                ResourceCost::expectedLatencyMillis,
                ResourceCost::estimatedTokens);

        @Override
        public double score(Candidate candidate, List<Candidate> all, String first) {
            double least = candidate.chain().equals(first) ? RELIABLE * (1 - MARGIN) : RELIABLE;
            if (!candidate.standing().isReliable(least)) {
                return UNRELIABLE * (2 - candidate.standing().confidence());
            }
            double sum = 0;
            for (ToDoubleFunction<ResourceCost> part : PARTS) {
                double dearest = 0;
                for (Candidate each : all) {
                    double amount = part.applyAsDouble(each.standing().cost());
                    dearest = amount > dearest ? amount : dearest; // NaN is no amount
                }
                double amount = part.applyAsDouble(candidate.standing().cost());
                if (dearest > 0) {
                    sum += Double.isNaN(amount) ? UNKNOWN : amount / dearest;
                }
            }
            return sum;
        }
    }

    /** The one with the greatest share first; which one a call tries first is drawn for each call. */
    record Weighted() implements Strategy {
        @Override
        public double margin() {
            return 0;
        }

        @Override
        public double score(Candidate candidate, List<Candidate> all, String first) {
            return candidate.weight() > 0 ? 1 / candidate.weight() : Double.POSITIVE_INFINITY;
        }
    }

    /** The one with the highest mean level of what is required first. */
    record Capability(Map<String, Double> required) implements Strategy {
        @Override
        public double margin() {
            return 0;
        }

        @Override
        public double score(Candidate candidate, List<Candidate> all, String first) {
            double score = candidate.score(required);
            return score > 0 ? 1 / score : Double.POSITIVE_INFINITY;
        }
    }
}
