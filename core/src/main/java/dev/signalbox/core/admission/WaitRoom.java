package dev.signalbox.core.admission;

import dev.signalbox.core.config.AllocationPriority;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where the calls of one route wait for room; made by {@link Waiters#room}. It holds so many and no more, and each no longer than its
 * time to live.
 *
 * <p>A call's place is its arrival, put off by a quarter of the time to live for each rank of its priority. So a call of low priority
 * is overtaken only by calls that arrive within three quarters of the time to live after it. Calls of one priority keep their order.
 */
public final class WaitRoom {
    /** The longest time to live; it keeps sums of times far from where they would wrap around. */
    private static final long LONGEST_NANOS = TimeUnit.DAYS.toNanos(1);
    /** How soon a call is tried again at the earliest that expects room by itself. */
    private static final long SOONEST_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

    private final Waiters waiters;
    private final WaitLine line = new WaitLine();
    private final GrantRate rate = new GrantRate();
    private final WaitTally tally;
    private final String name;

    private volatile long timeToLiveNanos;
    private volatile int most;
    /** The line's length and the key of its first, for those who do not hold the lock. */
    private volatile int waiting;

    private volatile long firstKey;

    /** The last pass of {@link Waiters} in which its first was refused. */
    long refusedInPass;

    WaitRoom(Waiters waiters, String name, long timeToLiveNanos, int most, long now) {
        this.waiters = waiters;
        this.name = name;
        this.timeToLiveNanos = bounded(timeToLiveNanos);
        this.most = Math.max(0, most);
        this.tally = new WaitTally(now);
    }

    private static long bounded(long timeToLiveNanos) {
        return Math.max(0, Math.min(timeToLiveNanos, LONGEST_NANOS));
    }

    /** The name of its route. */
    public String name() {
        return name;
    }

    /** How long a call may wait, in nanoseconds. */
    public long timeToLiveNanos() {
        return timeToLiveNanos;
    }

    /** How many may wait. */
    public int mostWaiting() {
        return most;
    }

    /** How many wait now. */
    public int waiting() {
        return waiting;
    }

    /**
     * Whether a call that has just arrived has to line up, since somebody waits whose turn is before it. Otherwise it may take what
     * there is without a wait.
     *
     * @param rank the {@link AllocationPriority#ordinal} of its priority
     * @param arrivalNanos the monotonic time of its arrival
     */
    public boolean mustLineUp(int rank, long arrivalNanos) {
        return waiting != 0 && firstKey - key(rank, arrivalNanos) <= 0;
    }

    /** Counts a call that was admitted without coming here; its wait of 0 is part of {@link Waiters#queueWait}. */
    public void admittedWithoutWait() {
        waiters.admittedWithoutWait();
    }

    /**
     * Waits until the call is admitted or has waited long enough. Exceptions of its own {@link Waiter#tryAdmit} are thrown here.
     *
     * @param waiter the call, which has not waited before
     * @param rank the {@link AllocationPriority#ordinal} of its priority
     * @param arrivalNanos the monotonic time of its arrival
     * @param longestNanos how long its deadline leaves it after its arrival, in nanoseconds; {@link Long#MAX_VALUE} without a deadline
     */
    public WaitOutcome await(Waiter waiter, int rank, long arrivalNanos, long longestNanos) {
        enter(waiter, Thread.currentThread(), rank, arrivalNanos, longestNanos);
        WaitOutcome outcome = waiter.outcome;
        try {
            while (outcome == null) {
                long nanos = attend(waiter, Thread.currentThread().isInterrupted());
                if (nanos > 0) {
                    waiters.park(nanos);
                }
                outcome = waiter.outcome;
            }
        } catch (Throwable e) {
            leave(waiter, WaitOutcome.INTERRUPTED);
            throw e;
        }
        if (waiter.failure != null) {
            throw sneaky(waiter.failure);
        }
        return outcome;
    }

    /** Changes the limits, for calls that wait now as well. */
    public void setLimits(long newTimeToLiveNanos, int newMost) {
        long now = waiters.lock();
        try {
            timeToLiveNanos = bounded(newTimeToLiveNanos);
            most = Math.max(0, newMost);
            for (Waiter waiter : line.all()) {
                waiter.key = key(waiter.rank, waiter.arrivalNanos);
                wake(waiter, expires(waiter));
            }
            line.sort();
            while (line.size() > most) {
                letGo(line.last(), WaitOutcome.EVICTED, now);
            }
            publish(now);
        } finally {
            waiters.unlock(true);
        }
    }

    /** What it has seen. */
    public WaitStatistics statistics() {
        long now = waiters.lock();
        try {
            return tally.read(now);
        } finally {
            waiters.unlock(false);
        }
    }

    /** Lines a call up; it may be admitted or refused right away. */
    void enter(Waiter waiter, Thread thread, int rank, long arrivalNanos, long longestNanos) {
        long now = waiters.lock();
        try {
            waiter.room = this;
            waiter.thread = thread;
            waiter.rank = rank;
            waiter.arrivalNanos = arrivalNanos;
            waiter.longestNanos = longestNanos;
            waiter.key = key(rank, arrivalNanos);
            waiter.order = waiters.nextOrder();
            waiter.wakeNanos = expires(waiter);
            tally.came(rank);
            line.add(waiter);
            // Who frees something from here on finds it in line; what was freed before, it finds itself.
            waiters.added(this);
            publish(now);
            if (waiters.isClosed()) {
                letGo(waiter, WaitOutcome.CLOSED, now);
            } else {
                Waiter first = line.first();
                if (first == waiter) {
                    offer(now);
                } else if (first.rank > rank && first.isHeldBack()) {
                    isMoreImportantLetGo(first, now);
                }
                if (waiter.outcome == null) {
                    refuseOrEvict(waiter, now);
                }
            }
        } finally {
            waiters.unlock(false);
        }
    }

    private void refuseOrEvict(Waiter waiter, long now) {
        double nanosPerGrant = rate.nanosPerGrant(now);
        double predicted = now - waiter.arrivalNanos + (line.position(waiter) + 1) * nanosPerGrant;
        if (nanosPerGrant >= 0 && predicted > waiter.longestNanos) {
            letGo(waiter, WaitOutcome.HOPELESS, now);
        } else if (line.size() > most) {
            Waiter last = line.last();
            letGo(last, last == waiter ? WaitOutcome.FULL : WaitOutcome.EVICTED, now);
        }
    }

    /**
     * What a waiting thread does when it is awake.
     *
     * @return how long to park, in nanoseconds; 0 where it has to look again
     */
    long attend(Waiter waiter, boolean interrupted) {
        long now = waiters.now();
        if (interrupted) {
            leave(waiter, WaitOutcome.INTERRUPTED);
        } else if (now - expires(waiter) >= 0) {
            leave(waiter, WaitOutcome.EXPIRED);
        } else {
            long left = waiter.wakeNanos - now;
            if (left > 0) {
                return left;
            }
            waiter.wakeNanos = expires(waiter);
            waiters.freed();
        }
        return 0;
    }

    private void leave(Waiter waiter, WaitOutcome outcome) {
        boolean nextMayGo = false;
        long now = waiters.lock();
        try {
            if (waiter.outcome == null) {
                // What it was too big for may be enough for the next in line.
                nextMayGo = line.first() == waiter;
                letGo(waiter, outcome, now);
            }
        } finally {
            waiters.unlock(nextMayGo);
        }
    }

    /**
     * Offers room to the first in line.
     *
     * @return false where it has to wait on
     */
    boolean offer(long now) {
        Waiter first = line.first();
        if (now - expires(first) >= 0) {
            letGo(first, WaitOutcome.EXPIRED, now);
            return true;
        }
        if (isLetGo(first, now) || first.isHeldBack() && isMoreImportantLetGo(first, now)) {
            return true;
        }
        long roomIn;
        try {
            roomIn = first.roomInNanos(now);
        } catch (Throwable e) {
            first.failure = e;
            letGo(first, WaitOutcome.EVICTED, now);
            return true;
        }
        long again = now + Math.min(Math.max(roomIn, SOONEST_NANOS), LONGEST_NANOS);
        if (roomIn >= 0 && again - first.wakeNanos < 0) {
            wake(first, again);
        }
        return false;
    }

    /** What there is room for is held back for calls that are more important than the first: the first of those goes. */
    private boolean isMoreImportantLetGo(Waiter first, long now) {
        for (Waiter next = line.firstAbove(first.rank); next != null; next = line.firstAbove(next.rank)) {
            if (isLetGo(next, now)) {
                return true;
            }
        }
        return false;
    }

    /** Admits a call that waits, if there is room for it; true where it waits no more. */
    private boolean isLetGo(Waiter waiter, long now) {
        try {
            if (!waiter.tryAdmit(now)) {
                return false;
            }
            rate.granted(now);
            letGo(waiter, WaitOutcome.GRANTED, now);
        } catch (Throwable e) {
            // Its own thread throws it. The one that is here frees something, and has nothing to do with it.
            waiter.failure = e;
            letGo(waiter, WaitOutcome.EVICTED, now);
        }
        return true;
    }

    Waiter first() {
        return line.first();
    }

    /** Has its first look after itself at once. */
    void wakeFirst(long now) {
        wake(line.first(), now);
    }

    void letAllGo(WaitOutcome outcome, long now) {
        for (Waiter waiter : line.all()) {
            letGo(waiter, outcome, now);
        }
    }

    private void letGo(Waiter waiter, WaitOutcome outcome, long now) {
        line.remove(waiter);
        long waited = Math.max(0, now - waiter.arrivalNanos);
        tally.ended(waiter.rank, outcome, waited, now);
        waiters.removed(this, outcome, waited);
        publish(now);
        waiter.outcome = outcome;
        unpark(waiter);
    }

    private void wake(Waiter waiter, long atNanos) {
        waiter.wakeNanos = atNanos;
        unpark(waiter);
    }

    private void unpark(Waiter waiter) {
        Thread thread = waiter.thread;
        if (thread != null && thread != Thread.currentThread()) {
            waiters.unpark(thread);
        }
    }

    private void publish(long now) {
        int size = line.size();
        rate.occupied(size > 0, now);
        if (size > 0) {
            firstKey = line.first().key;
        }
        waiting = size;
    }

    private long key(int rank, long arrivalNanos) {
        return arrivalNanos + rank * (timeToLiveNanos / 4);
    }

    private long expires(Waiter waiter) {
        return waiter.arrivalNanos + Math.min(timeToLiveNanos, waiter.longestNanos);
    }

    boolean isEmpty() {
        return line.size() == 0;
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> T sneaky(@Nullable Throwable e) throws T {
        throw (T) e;
    }
}
