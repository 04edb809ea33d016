package dev.signalbox.benchmarks.faults;

import java.time.Duration;
import java.util.Random;

/**
 * When questions arrive and when the outage is; the same for all that are compared.
 *
 * @param seed of the gaps between arrivals, which are those of a Poisson process, and of the faults
 * @param perSecond questions a second
 * @param begins when the outage begins
 * @param ends when it ends
 * @param over when nothing arrives any more
 */
record Schedule(long seed, int perSecond, Duration begins, Duration ends, Duration over) {
    /** The arrivals, in nanoseconds from the beginning. */
    long[] arrivals() {
        Random random = new Random(seed);
        double meanGap = 1e9 / perSecond;
        long[] arrivals = new long[perSecond * (int) over.toSeconds()];
        double now = 0;
        for (int i = 0; i < arrivals.length; i++) {
            now += -Math.log(1 - random.nextDouble()) * meanGap;
            arrivals[i] = (long) now;
        }
        return arrivals;
    }
}
