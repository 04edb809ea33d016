package dev.signalbox.examples.harness;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waiting for something to come true. */
final class Patience {
    private static final Duration LOOK = Duration.ofMillis(50);

    private Patience() {}

    /** Whether {@code condition} came true within {@code limit}. */
    static boolean until(BooleanSupplier condition, Duration limit) throws InterruptedException {
        Semaphore never = new Semaphore(0);
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0 || never.tryAcquire(LOOK.toNanos(), TimeUnit.NANOSECONDS)) {
                return false;
            }
        }
        return true;
    }
}
