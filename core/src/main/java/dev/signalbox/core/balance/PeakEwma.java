package dev.signalbox.core.balance;

import dev.signalbox.core.model.Node;

/**
 * Finagle's default: of two nodes drawn at random the one whose average latency times its calls in flight is lower. Whoever has
 * no average yet, and is busy getting one, comes last.
 */
final class PeakEwma implements Balancer {
    private static final int KNOWN = 0;
    private static final int UNKNOWN = 1;

    @Override
    public void offer(Candidates candidates) {
        int one = (int) candidates.random().nextLong(candidates.count());
        offer(candidates, one);
        if (candidates.count() > 1) {
            int other = (int) candidates.random().nextLong(candidates.count() - 1);
            other += other >= one ? 1 : 0;
            offer(candidates, other);
        }
    }

    private static void offer(Candidates candidates, int i) {
        double average = candidates.node(i).peakLatency().nanos(candidates.now());
        boolean unknown = average == 0 && candidates.inFlight(i) > 0;
        candidates.offer(i, unknown ? UNKNOWN : KNOWN, unknown ? candidates.load(i) : average * candidates.load(i));
    }

    @Override
    public void answered(Node node, int inFlight, long nanos, long now) {
        node.peakLatency().answered(nanos, now);
    }

    @Override
    public void failed(Node node, long nanos, long now) {
        node.peakLatency().failed(nanos, now);
    }
}
