package dev.signalbox.core.balance;

/** The power of two choices: of two nodes drawn at random the one with fewer calls in flight for its weight. */
final class TwoChoices implements Balancer {
    @Override
    public void offer(Candidates candidates) {
        int one = (int) candidates.random().nextLong(candidates.count());
        candidates.offer(one, 0, candidates.load(one));
        if (candidates.count() > 1) {
            int other = (int) candidates.random().nextLong(candidates.count() - 1);
            other += other >= one ? 1 : 0;
            candidates.offer(other, 0, candidates.load(other));
        }
    }
}
