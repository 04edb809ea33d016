package dev.signalbox.core.engine;

import dev.signalbox.core.config.CostConfig;
import dev.signalbox.core.health.NodeHealth;
import dev.signalbox.core.metrics.ResourceCost;
import dev.signalbox.core.model.Node;
import dev.signalbox.core.ranking.Confidence;
import dev.signalbox.core.ranking.Standing;
import dev.signalbox.core.route.Chain;
import dev.signalbox.core.route.Route;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Learns what is known of each chain: what the config says of its model, until it is measured. The engine's lock guards it. */
final class Standings {
    private final Map<String, Track> tracks = new HashMap<>();

    private static final class Track {
        private final Confidence confidence;
        private final ModelLatency latency = new ModelLatency();

        Track(Chain chain, long now) {
            confidence = new Confidence(chain.servedInTime(), chain.trials(), now);
        }
    }

    /** Folds what was counted since the last time. */
    void update(Topology topology, long now) {
        Set<String> seen = new HashSet<>();
        for (Route route : topology.routes().values()) {
            for (Chain chain : route.chains()) {
                String key = route.name() + ' ' + chain.name() + ' ' + chain.model();
                seen.add(key);
                Track track = tracks.computeIfAbsent(key, k -> new Track(chain, now));
                chain.setStanding(standing(topology, chain, track, now));
            }
        }
        tracks.keySet().retainAll(seen);
    }

    private static Standing standing(Topology topology, Chain chain, Track track, long now) {
        List<Node> nodes = topology.of(chain.model());
        Confidence confidence = track.confidence;
        // The successes first: a call that ends meanwhile must not count as one without a trial.
        long successes = chain.servedInTime();
        confidence.update(successes, chain.trials(), now);
        List<NodeHealth> healths = nodes.stream()
                .filter(n -> n.isAlive() && !n.isHeldBack())
                .map(n -> n.monitor().health())
                .toList();
        CostConfig said = topology.cost(chain.model());
        track.latency.update(healths, said.latencyNanos() / 1e6, said.latencyNanos() != CostConfig.UNKNOWN, now);
        ResourceCost cost = new ResourceCost(
                said.memoryKiB() == CostConfig.UNKNOWN ? Double.NaN : said.memoryKiB() / 1024.0,
                said.milliCores() == CostConfig.UNKNOWN ? Double.NaN : said.milliCores() / 1000.0,
                track.latency.expectedMillis(),
                tokens(nodes, said.tokens()));
        return new Standing(
                cost, track.latency.p95Millis(), confidence.lower(), confidence.upper(), confidence.trials());
    }

    /** Tokens of an answer in the mean, where the library tells them, else what the config says. */
    private static double tokens(List<Node> nodes, long said) {
        double tokens = 0;
        long answers = 0;
        for (Node node : nodes) {
            tokens += node.meter().inputTokens() + node.meter().outputTokens();
            answers += node.meter().count(Node.OK);
        }
        return tokens > 0 && answers > 0 ? tokens / answers : said == CostConfig.UNKNOWN ? Double.NaN : said;
    }
}
