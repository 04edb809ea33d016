package dev.signalbox.core.time;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/** The real clock, the real wait and real randomness of this JVM. */
public final class SystemTime implements TimeSource, Pauser, Parking, Randomness {
    /** The one instance; it has no state. */
    public static final SystemTime INSTANCE = new SystemTime();

    private SystemTime() {}

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public long wallMillis() {
        return System.currentTimeMillis();
    }

    @Override
    public boolean pause(long nanos) {
        long deadline = System.nanoTime() + nanos;
        long left = nanos;
        while (left > 0) {
            if (Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(this, left);
            left = deadline - System.nanoTime();
        }
        return !Thread.currentThread().isInterrupted();
    }

    @Override
    public boolean park(long nanos) {
        LockSupport.parkNanos(this, nanos);
        return !Thread.currentThread().isInterrupted();
    }

    @Override
    public void unpark(Thread thread) {
        LockSupport.unpark(thread);
    }

    @Override
    public long nextLong(long bound) {
        return ThreadLocalRandom.current().nextLong(bound);
    }
}
