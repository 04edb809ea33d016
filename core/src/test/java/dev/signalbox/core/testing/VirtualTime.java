package dev.signalbox.core.testing;

import dev.signalbox.core.time.Parking;
import dev.signalbox.core.time.Pauser;
import dev.signalbox.core.time.Randomness;
import dev.signalbox.core.time.TimeSource;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A clock that moves only when told, a pause that moves it, and seeded randomness. */
public final class VirtualTime implements TimeSource, Pauser, Parking, Randomness {
    /** What happens elsewhere while a thread pauses. */
    public Runnable meanwhile = () -> {};

    private final Random random;
    private long nanos = 1_000_000_000L;
    private long paused;
    private volatile @Nullable Thread unparked;

    /** A clock with a seed for its randomness. */
    public VirtualTime(long seed) {
        this.random = new Random(seed);
    }

    @Override
    public long nanoTime() {
        return nanos;
    }

    @Override
    public long wallMillis() {
        return 1_700_000_000_000L + TimeUnit.NANOSECONDS.toMillis(nanos);
    }

    @Override
    public boolean pause(long duration) {
        nanos += duration;
        paused += duration;
        meanwhile.run();
        return !Thread.currentThread().isInterrupted();
    }

    /** What happens meanwhile may unpark the thread; else all the time passes. */
    @Override
    public boolean park(long duration) {
        meanwhile.run();
        if (unparked != Thread.currentThread()) {
            nanos += duration;
        }
        unparked = null;
        return !Thread.currentThread().isInterrupted();
    }

    @Override
    public void unpark(Thread thread) {
        unparked = thread;
    }

    @Override
    public long nextLong(long bound) {
        return Math.floorMod(random.nextLong(), bound);
    }

    /** Moves the clock. */
    public void advance(long amount, TimeUnit unit) {
        nanos += unit.toNanos(amount);
    }

    /** Nanoseconds spent in pauses. */
    public long pausedNanos() {
        return paused;
    }
}
