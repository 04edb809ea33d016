package dev.signalbox.core.balance;

import java.util.concurrent.atomic.AtomicInteger;

/** One node after the other; one of half the weight of its siblings is passed over every other time. */
final class RoundRobin implements Balancer {
    private static final long FINE = 1L << 30;

    private final AtomicInteger turn = new AtomicInteger();

    @Override
    public void offer(Candidates candidates) {
        int count = candidates.count();
        double most = 0;
        for (int i = 0; i < count; i++) {
            most = Math.max(most, candidates.share(i));
        }
        int next = 0;
        for (int k = 0; k <= count; k++) {
            next = Math.floorMod(turn.getAndIncrement(), count);
            double share = candidates.share(next);
            if (share >= most || candidates.random().nextLong(FINE) < share / most * FINE) {
                break;
            }
        }
        candidates.offer(next, 0, 0);
    }
}
