package dev.signalbox.core.engine;

import dev.signalbox.core.admission.CallEstimate;
import dev.signalbox.core.admission.Demand;
import dev.signalbox.core.admission.LearnedCost;
import dev.signalbox.core.admission.TokenEstimate;
import dev.signalbox.core.config.CostConfig;
import dev.signalbox.core.config.ModelConfig;
import dev.signalbox.core.config.SignalboxConfig;
import dev.signalbox.core.metrics.CostSample;
import dev.signalbox.core.metrics.RecentCost;
import dev.signalbox.core.model.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** What calls of each model are expected to take: what the config says, until it is measured. The engine's lock guards it. */
final class Estimates {
    /** What a call is taken to hold where nobody says: rather too much than nothing. */
    static final long UNKNOWN_MEMORY_KIB = 32 * 1024;
    /** A call that nobody says anything of keeps a processor busy. */
    static final long UNKNOWN_MILLI_CORES = 1000;

    private static final double KIB_PER_MB = 1024;
    private static final double MILLI = 1000;
    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Map<String, Model> models = new HashMap<>();
    private long lookedNanos;

    private static final class Model {
        private final CallEstimate estimate = new CallEstimate();
        private final CostConfig cost;
        private final TokenEstimate tokens;
        private final LearnedCost memoryKiB;
        private final LearnedCost milliCores;
        private long samples;

        Model(CostConfig cost) {
            this.cost = cost;
            this.tokens = new TokenEstimate(cost.tokens());
            this.memoryKiB = prior(cost.memoryKiB(), UNKNOWN_MEMORY_KIB);
            this.milliCores = prior(cost.milliCores(), UNKNOWN_MILLI_CORES);
        }

        private static LearnedCost prior(long said, long otherwise) {
            return said == CostConfig.UNKNOWN ? LearnedCost.assumed(otherwise) : LearnedCost.configured(said);
        }

        /** Learns from the nodes that the model has now; what was known of others that are gone stays known. */
        void learn(List<Node> nodes, long now) {
            long read = 0;
            long answers = 0;
            long sampled = 0;
            List<CostSample> recent = new ArrayList<>();
            for (Node node : nodes) {
                read += node.meter().inputTokens() + node.meter().outputTokens();
                answers += node.meter().count(Node.OK);
                sampled += node.costs().recorded();
                recent.addAll(node.costs().samples());
            }
            tokens.learn(answers, read, now);
            samples = Math.max(samples, sampled);
            RecentCost measured = RecentCost.of(recent, now);
            memoryKiB.learn(measured.memoryMB() * KIB_PER_MB, samples);
            if (cost.milliCores() <= MILLI) { // else more threads work than the one that can be measured
                milliCores.learn(measured.cpu() * MILLI, samples);
            }
        }

        /** @param mostTokens a call that takes more than a budget holds would never be admitted; it leaves a debt instead */
        void update(long mostTokens) {
            estimate.update(
                    new Demand(
                            memoryKiB.estimate(),
                            milliCores.estimate(),
                            known(cost.gpuMilli()),
                            known(cost.gpuMemoryKiB())),
                    Math.min(tokens.reservation(), mostTokens),
                    new CallEstimate.Basis(memoryKiB.source(), milliCores.source(), samples));
        }

        private static long known(long said) {
            return said == CostConfig.UNKNOWN ? 0 : said;
        }
    }

    /** What a model's calls are expected to take. */
    CallEstimate of(String model) {
        return models.computeIfAbsent(model, m -> new Model(CostConfig.NONE)).estimate;
    }

    /** Takes what a config says; what was learned of a model of which it says the same stays. */
    void apply(SignalboxConfig config, ToLongFunction<String> mostTokens) {
        models.keySet().retainAll(config.models().keySet());
        for (ModelConfig model : config.models().values()) {
            CostConfig cost = model.allocation().cost();
            Model known = models.get(model.name());
            if (known == null || !known.cost.equals(cost)) {
                known = new Model(cost);
                models.put(model.name(), known);
            }
            known.update(mostTokens.applyAsLong(model.name()));
        }
    }

    void tick(List<Node> nodes, ToLongFunction<String> mostTokens, long now) {
        if (now - lookedNanos >= WINDOW_NANOS) {
            lookedNanos = now;
            Map<String, List<Node>> byModel = nodes.stream().collect(Collectors.groupingBy(Node::model));
            models.forEach((name, model) -> model.learn(byModel.getOrDefault(name, List.of()), now));
        }
        models.forEach((name, model) -> model.update(mostTokens.applyAsLong(name)));
    }
}
