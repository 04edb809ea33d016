package dev.signalbox.benchmarks.overload;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;

/**
 * When requests arrive, whatever becomes of those before them, and how important they are: a Poisson process. A seed means the same
 * requests in the same proportions of time at every rate, so that candidates whose capacities differ a little are asked alike.
 *
 * @param nanos from the beginning, ascending
 * @param priorities of each
 */
record Arrivals(long[] nanos, Priority[] priorities) {
    static Arrivals of(long seed, double perSecond, Duration over) {
        Random random = new Random(seed);
        double meanGap = 1e9 / perSecond;
        // Twice the expectation is more than chance comes to.
        int most = (int) (2 * perSecond * over.toNanos() / 1e9) + 100;
        long[] nanos = new long[most];
        Priority[] priorities = new Priority[most];
        int count = 0;
        double now = 0;
        while (true) {
            now += -Math.log(1 - random.nextDouble()) * meanGap;
            Priority priority = Priority.at(random.nextDouble());
            if (now >= over.toNanos()) {
                return new Arrivals(Arrays.copyOf(nanos, count), Arrays.copyOf(priorities, count));
            }
            nanos[count] = (long) now;
            priorities[count++] = priority;
        }
    }

    int count() {
        return nanos.length;
    }
}
