package dev.signalbox.core.model;

import java.util.concurrent.TimeUnit;

/**
 * How much of its siblings' work a node is to be given: its weight, and less of it while it starts slowly. A node that has just
 * come, or come back, has cold caches and few connections; it begins with a tenth and has its whole weight after 10 s.
 */
final class Capacity {
    private static final long WARM_UP_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final double LEAST = 0.1;
    /** It never was cold. */
    private static final long WARM = 0;

    private volatile double weight = 1;
    private volatile double automatic = 1;
    private volatile long warmAtNanos = WARM;

    double weight() {
        return weight;
    }

    /** @throws IllegalArgumentException where it is out of range; the weight stays what it was then */
    void setWeight(double next) {
        if (!(next >= 0 && next <= Node.MOST_WEIGHT)) {
            throw new IllegalArgumentException("weight " + next + " is out of range: 0 to " + Node.MOST_WEIGHT);
        }
        weight = next;
    }

    /** The factor by which calls are moved away from a node in trouble. */
    double automatic() {
        return automatic;
    }

    void setAutomatic(double factor) {
        automatic = factor;
    }

    void startSlowly(long now) {
        long at = now + WARM_UP_NANOS;
        warmAtNanos = at == WARM ? at + 1 : at;
    }

    double share(long now) {
        long at = warmAtNanos;
        if (at == WARM) {
            return weight * automatic;
        }
        long left = at - now;
        if (left <= 0) { // nothing is written: another thread may just have it start slowly again
            return weight * automatic;
        }
        // In steps, so that nodes that came together are alike, and ties between them fall at random.
        return weight * automatic * Math.max(LEAST, LEAST * (int) ((1 - (double) left / WARM_UP_NANOS) / LEAST));
    }
}
