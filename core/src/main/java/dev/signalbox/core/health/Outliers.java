package dev.signalbox.core.health;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the nodes of a model that do worse than their siblings. Plain arithmetic on what is given. */
public final class Outliers {
    private final HealthPolicy policy;

    /** By the thresholds of a policy. */
    public Outliers(HealthPolicy policy) {
        this.policy = policy;
    }

    /**
     * How a node is unlike its siblings.
     *
     * @param slow whether it is too slow, else it fails too often
     * @param reason the same in words, with figures
     */
    public record Unlike(boolean slow, String reason) {}

    /**
     * Compares a node with its siblings; all can be called, and the windows of those with too few calls are left out.
     *
     * @param already whether it was unlike them the last time: then half of the distance is enough
     * @return how it is unlike them, or null where it is like them, or nobody can tell
     */
    public @Nullable Unlike compare(NodeHealth node, List<NodeHealth> siblings, boolean already) {
        HealthPolicy.Outlier p = policy.outlier();
        if (node.calls() < p.minimumCalls()) {
            return null;
        }
        List<NodeHealth> others = new ArrayList<>();
        for (NodeHealth sibling : siblings) {
            if (sibling != node && sibling.calls() >= p.minimumCalls()) {
                others.add(sibling);
            }
        }
        if (others.isEmpty()) {
            return null;
        }
        double ease = already ? 0.5 : 1;
        Unlike failing = failing(node, others, ease);
        return failing != null ? failing : slow(node, others, ease);
    }

    private @Nullable Unlike failing(NodeHealth node, List<NodeHealth> others, double ease) {
        HealthPolicy.Outlier p = policy.outlier();
        double own = node.performance().successRate();
        double[] rates =
                others.stream().mapToDouble(n -> n.performance().successRate()).toArray();
        boolean enough = others.size() + 1 >= p.enoughHosts();
        double mean = mean(rates);
        boolean unlike = enough
                ? own < limit(own, rates, -p.sigmas() * ease) && mean - own >= p.leastGap() * ease
                : own < 1 - (1 - p.rateOfFew()) * ease && mean - own >= p.gapOfFew() * ease;
        return unlike
                ? new Unlike(
                        false,
                        HealthMonitor.percent(own) + " of its calls succeed, " + HealthMonitor.percent(mean)
                                + " of its siblings'")
                : null;
    }

    private @Nullable Unlike slow(NodeHealth node, List<NodeHealth> others, double ease) {
        HealthPolicy.Outlier p = policy.outlier();
        double own = node.performance().responseTimeMillis();
        double[] times = others.stream()
                .mapToDouble(n -> n.performance().responseTimeMillis())
                .filter(t -> !Double.isNaN(t))
                .toArray();
        boolean enough = times.length + 1 >= p.enoughHosts();
        double mean = mean(times);
        double from = enough ? p.slowFrom() : p.slowFromOfFew();
        boolean unlike = own >= mean * (1 + (from - 1) * ease)
                && own - mean > policy.latency().leastRise().toNanos() / 1e6
                && (!enough || own > limit(own, times, p.sigmas() * ease));
        return unlike
                ? new Unlike(
                        true, String.format(Locale.ROOT, "its median is %.0f ms, its siblings' %.0f ms", own, mean))
                : null;
    }

    /** The mean of a node and its siblings, and some standard deviations. */
    private static double limit(double own, double[] others, double sigmas) {
        int n = others.length + 1;
        double mean = (mean(others) * others.length + own) / n;
        double squares = (own - mean) * (own - mean);
        for (double other : others) {
            squares += (other - mean) * (other - mean);
        }
        return mean + sigmas * Math.sqrt(squares / n);
    }

    /** NaN of nothing, which compares to nothing. */
    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
