package dev.signalbox.core.balance;

/** A node at random, each as often as its weight says. */
final class AnyNode implements Balancer {
    private static final long FINE = 1L << 30;

    @Override
    public void offer(Candidates candidates) {
        double all = 0;
        for (int i = 0; i < candidates.count(); i++) {
            all += candidates.share(i);
        }
        double left = all * candidates.random().nextLong(FINE) / FINE;
        int drawn = 0;
        while (drawn < candidates.count() - 1 && left >= candidates.share(drawn)) {
            left -= candidates.share(drawn);
            drawn++;
        }
        candidates.offer(drawn, 0, 0);
    }
}
