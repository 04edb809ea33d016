package dev.signalbox.examples.quickstart.demo;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waiting, for a while or for something to come true. */
final class Patience {
    private static final Duration LOOK = Duration.ofMillis(50);

    private Patience() {}

    static void hold(Duration time) throws InterruptedException {
        boolean never = new Semaphore(0).tryAcquire(time.toNanos(), TimeUnit.NANOSECONDS);
        assert !never;
    }

    /** Whether {@code condition} came true within {@code limit}. */
    static boolean until(BooleanSupplier condition, Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            hold(LOOK);
        }
        return true;
    }
}
