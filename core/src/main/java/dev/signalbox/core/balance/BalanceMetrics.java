package dev.signalbox.core.balance;

import dev.signalbox.core.health.NodeHealth;
import dev.signalbox.core.health.PerformanceMetrics;
import dev.signalbox.core.model.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How well work is spread, and how it goes.
 *
 * @param distributionScore how evenly the attempts of the last 10 s, and those in flight, are spread over the nodes by their
 *     weights: 0 where one node had them all, 1 where they are even; NaN where there was none, or one node only. Of several models
 *     it is the mean of their scores, weighted by their attempts
 * @param utilization what this JVM uses
 * @param performance how the attempts of the last 10 s went: means over the nodes, weighted by their attempts; the 95th percentile
 *     is the highest of the nodes'
 */
public record BalanceMetrics(
        double distributionScore, ResourceUtilization utilization, PerformanceMetrics performance) {

    static BalanceMetrics of(List<Node> nodes, ResourceUtilization utilization) {
        return new BalanceMetrics(score(nodes), utilization, performance(nodes));
    }

    private static double score(List<Node> nodes) {
        Map<String, List<Node>> byModel = new LinkedHashMap<>();
        for (Node node : nodes) {
            if (node.effectiveWeight() > 0) {
                byModel.computeIfAbsent(node.model(), m -> new ArrayList<>()).add(node);
            }
        }
        double sum = 0;
        double weights = 0;
        for (List<Node> replicas : byModel.values()) {
            double[] loads = new double[replicas.size()];
            double attempts = 0;
            for (int i = 0; i < loads.length; i++) {
                Node node = replicas.get(i);
                double load = node.monitor().health().calls() + node.inFlight();
                loads[i] = load / node.effectiveWeight();
                attempts += load;
            }
            double evenness = evenness(loads);
            if (!Double.isNaN(evenness)) {
                sum += evenness * attempts;
                weights += attempts;
            }
        }
        return weights == 0 ? Double.NaN : sum / weights;
    }

    /** Jain's index of fairness, which is 1/n where one has everything, rescaled so that this is 0. */
    static double evenness(double[] loads) {
        double sum = 0;
        double squares = 0;
        for (double load : loads) {
            sum += load;
            squares += load * load;
        }
        int n = loads.length;
        return n < 2 || sum == 0 ? Double.NaN : (sum * sum / (n * squares) - 1.0 / n) / (1 - 1.0 / n);
    }

    private static PerformanceMetrics performance(List<Node> nodes) {
        double calls = 0;
        double response = 0;
        double p95 = Double.NaN;
        double success = 0;
        double efficiency = 0;
        long errors = 0;
        for (Node node : nodes) {
            NodeHealth health = node.monitor().health();
            PerformanceMetrics p = health.performance();
            if (health.calls() > 0 && !Double.isNaN(p.responseTimeMillis())) {
                calls += health.calls();
                response += health.calls() * p.responseTimeMillis();
                success += health.calls() * p.successRate();
                efficiency += health.calls() * p.efficiency();
                p95 = Double.isNaN(p95) ? p.p95Millis() : Math.max(p95, p.p95Millis());
            }
            errors += p.errors();
        }
        return calls == 0
                ? PerformanceMetrics.UNKNOWN
                : new PerformanceMetrics(response / calls, p95, success / calls, efficiency / calls, errors);
    }
}
