package dev.signalbox.core.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes of what was read how a route's chains rank, and says what contradicts itself there. */
final class RankingBinder {
    /** Shares are written with few digits: a third is 33.3 %. */
    private static final double ROUNDING = 1e-3;

    private final Map<String, ModelConfig> models;
    private final Problems problems;

    RankingBinder(Map<String, ModelConfig> models, Problems problems) {
        this.models = models;
        this.problems = problems;
    }

    RankingConfig bind(Fields route, Place place, List<Located<ChainConfig>> chains) {
        RankingStrategy strategy = strategy(route.value(Schema.STRATEGY));
        Map<String, Double> weights = weights(route, place, strategy, chains);
        Fields constraints = route.value(Schema.CONSTRAINTS);
        Duration latency = constraints == null ? null : constraints.value(Schema.MAX_LATENCY);
        Long memory = constraints == null ? null : constraints.value(Schema.MAX_MEMORY);
        Map<String, Located<Double>> required =
                constraints == null ? Map.of() : constraints.value(Schema.REQUIRED, Map.of());
        required.forEach((name, level) -> checkRequired(name, level, chains));
        if (strategy == RankingStrategy.CAPABILITY && required.isEmpty()) {
            problems.add(
                    route.place(Schema.STRATEGY, place),
                    "ranks by capabilities, and the route requires none",
                    "constraints.capabilities beside it");
        }
        if (strategy == RankingStrategy.ORDERED && latency == null && memory == null && required.isEmpty()) {
            return RankingConfig.NONE;
        }
        return new RankingConfig(
                strategy,
                weights,
                latency == null ? RankingConfig.UNLIMITED : latency.toNanos(),
                memory == null ? RankingConfig.UNLIMITED : memory,
                levels(required));
    }

    /** The plain levels of what was read, in the order of the file. */
    static Map<String, Double> levels(Map<String, Located<Double>> read) {
        Map<String, Double> levels = new LinkedHashMap<>();
        read.forEach((name, level) -> levels.put(name, level.value()));
        return levels;
    }

    private static RankingStrategy strategy(@Nullable String word) {
        for (RankingStrategy strategy : RankingStrategy.values()) {
            if (strategy.word().equals(word)) {
                return strategy;
            }
        }
        return RankingStrategy.ORDERED;
    }

    private Map<String, Double> weights(
            Fields route, Place place, RankingStrategy strategy, List<Located<ChainConfig>> chains) {
        Located<Map<String, Located<Double>>> read = route.find(Schema.WEIGHTS);
        boolean weighted = strategy == RankingStrategy.WEIGHTED;
        if (weighted && !route.has(Schema.WEIGHTS)) {
            problems.add(place.missing(Schema.WEIGHTS.name()), "is missing", "a share for each chain");
        } else if (!weighted && route.has(Schema.WEIGHTS)) {
            String allowed = "strategy: weighted beside it";
            problems.add(route.place(Schema.WEIGHTS, place), "has no meaning without that strategy", allowed);
        }
        if (read == null || !weighted) {
            return Map.of();
        }
        List<String> names = chains.stream().map(c -> c.value().name()).toList();
        Map<String, Double> weights = new LinkedHashMap<>();
        double sum = 0;
        for (Map.Entry<String, Located<Double>> entry : read.value().entrySet()) {
            if (!names.contains(entry.getKey())) {
                problems.addUnknown(entry.getValue().place(), "chain", entry.getKey(), names);
            }
            weights.put(entry.getKey(), entry.getValue().value());
            sum += entry.getValue().value();
        }
        if (Math.abs(sum - 1) > ROUNDING) {
            String found = "add up to " + Math.round(sum * 1000) / 10.0 + " %";
            problems.add(read.place(), found, "shares that add up to 100 %");
        }
        return weights;
    }

    /** What no chain can do would have every call refused. */
    private void checkRequired(String name, Located<Double> level, List<Located<ChainConfig>> chains) {
        double best = 0;
        Set<String> known = new LinkedHashSet<>();
        for (Located<ChainConfig> chain : chains) {
            ModelConfig model = models.get(chain.value().model());
            if (model == null) {
                return; // it was refused, and that was told
            }
            known.addAll(model.capabilities().keySet());
            best = Math.max(best, model.capabilities().getOrDefault(name, 0.0));
        }
        if (!known.isEmpty() && !known.contains(name)) {
            problems.addUnknown(level.place(), "capability", name, known);
        } else if (best < level.value()) {
            String found = "no chain can do " + Texts.quote(name) + " at " + level.value();
            problems.add(level.place(), found, "at most " + best + ", the best of the route's models");
        }
    }
}
