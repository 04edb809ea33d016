package dev.signalbox.core.balance;

import dev.signalbox.core.model.Node;

/**
 * The hot-cold rule of Prequal (NSDI 2024): a node is hot where more is in flight on it than on 84 % of the nodes. Of the cold
 * ones the one is chosen that is fastest at its present load; where all are hot, the one with the least in flight.
 *
 * <p>Fastest means that it can be told from the others. Latencies are medians of 15; of two such medians of exponentially
 * distributed latencies the larger is less than 2.8 times the other in 95 of 100 cases. Nodes within a factor of 3 of the fastest
 * are equally fast, therefore, and among them the least in flight decides, which is known exactly. To chase smaller differences
 * would leave good nodes idle for having been unlucky.
 *
 * <p>A node that nothing is known of is tried first, with one call; while that is under way, or others are that nobody chose here,
 * what is in flight decides. A node whose breaker lets probes through is tried first too, with one probe at a time.
 */
final class HotCold implements Balancer {
    private static final double HOT_FROM = 0.84;
    private static final double EQUALLY_FAST = 3;

    private static final int TRIAL = 0;
    private static final int COLD = 1;
    private static final int COLD_AND_SLOWER = 2;
    private static final int HOT = 3;
    private static final int PROBED = 4;

    @Override
    public void offer(Candidates candidates) {
        double hottestCold = candidates.loadAtRank(HOT_FROM);
        double fastest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < candidates.count(); i++) {
            double cost = candidates.node(i).latencyAtLoad().cost(candidates.inFlight(i), candidates.now());
            candidates.cost(i, cost / candidates.share(i));
            if (candidates.load(i) <= hottestCold && candidates.cost(i) < fastest && !candidates.isProbed(i)) {
                fastest = candidates.cost(i);
            }
        }
        for (int i = 0; i < candidates.count(); i++) {
            double cost = candidates.cost(i);
            double load = candidates.load(i);
            if (candidates.isProbed(i)) {
                candidates.offer(i, candidates.isProbeOut(i) ? PROBED : TRIAL, load);
            } else if (Double.isNaN(cost) && candidates.inFlight(i) == 0) {
                candidates.offer(i, TRIAL, load);
            } else if (load > hottestCold) {
                candidates.offer(i, HOT, load);
            } else if (Double.isNaN(cost) || cost <= fastest * EQUALLY_FAST) {
                candidates.offer(i, COLD, load);
            } else {
                candidates.offer(i, COLD_AND_SLOWER, cost);
            }
        }
    }

    @Override
    public void answered(Node node, int inFlight, long nanos, long now) {
        node.latencyAtLoad().answered(inFlight, nanos, now);
    }

    @Override
    public void failed(Node node, long nanos, long now) {
        node.latencyAtLoad().failed(now);
    }
}
