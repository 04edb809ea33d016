package dev.signalbox.core.balance;

/** The node with the fewest calls in flight for its weight. */
final class LeastInFlight implements Balancer {
    @Override
    public void offer(Candidates candidates) {
        for (int i = 0; i < candidates.count(); i++) {
            candidates.offer(i, 0, candidates.load(i));
        }
    }
}
