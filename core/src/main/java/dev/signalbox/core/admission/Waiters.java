package dev.signalbox.core.admission;

import dev.signalbox.core.time.Parking;
import dev.signalbox.core.time.TimeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is when there is room: all calls of this JVM that wait, in their rooms.
 *
 * <p><b>States.</b> A {@link Waiter} stands in the line of one {@link WaitRoom} until it has an outcome, which is written once. All
 * that moves it, lining up, grants, expiry, eviction, interrupts, new limits and the end, happens under one lock. So one of them wins,
 * and the others find the outcome there. The waiting thread parks without the lock; when it wakes, it looks for its outcome, and
 * takes the lock only to leave the line itself. A thread that was granted room and interrupted at once is told that it was
 * granted: it holds what it asked for, and its caller gives that back on the usual way.
 *
 * <p><b>Who grants.</b> Whoever gives something back calls {@link #freed}. Where somebody waits, it offers room to the first of each
 * room, the smallest key before the others, until each first has been refused. A first that is refused blocks its own room
 * alone: what it needs may have nothing to do with the needs of others. The lock is only tried by those who free, so that none of
 * them waits for another: who finds it taken leaves the flag {@code again} behind, and whoever holds the lock looks at the flag
 * after giving it back. Nobody grants for others forever: after some rounds a waiting thread is woken to go on.
 *
 * <p><b>Why no room is left unused.</b> Who lines up is in line first, and then tries. Who frees has freed first, and then looks for
 * somebody in line. Both with the order of volatile accesses, so one of the two sees the other. Who was first and leaves
 * without a grant has the next one tried. Room that comes by itself, as in a token budget that refills, is announced by
 * {@link Waiter#roomInNanos}, and the first in line wakes for it.
 *
 * <p>No monitor is held by a thread that parks, so virtual threads are not pinned.
 */
public final class Waiters {
    /** How often one thread goes over all rooms in a row. */
    private static final int MOST_ROUNDS = 16;

    private final TimeSource time;
    private final Parking parking;
    private final ReentrantLock lock = new ReentrantLock();
    private final LongAdder withoutWait = new LongAdder();

    private volatile int waiting;
    private volatile boolean again;

    /** Rooms in which somebody waits. */
    private final List<WaitRoom> occupied = new ArrayList<>();

    private long passes;
    private long orders;
    private long waitedCalls;
    private long waitedNanos;
    private boolean closed;

    /** Nobody waits. */
    public Waiters(TimeSource time, Parking parking) {
        this.time = time;
        this.parking = parking;
    }

    /**
     * A room for the calls of one route. It costs nothing here while nobody waits in it, so it need not be given back.
     *
     * @param name the route's name
     * @param timeToLiveNanos how long a call may wait, in nanoseconds
     * @param mostWaiting how many may wait
     */
    public WaitRoom room(String name, long timeToLiveNanos, int mostWaiting) {
        return new WaitRoom(this, name, timeToLiveNanos, mostWaiting, time.nanoTime());
    }

    /**
     * Something was given back, or a limit was raised: whoever waits for it gets it. A compare-and-set or a volatile write must
     * have made it visible before. To be called as well after a call that took a part of what it needed and gave it back, since a
     * waiting call may have been refused meanwhile. Never blocks. Has no effect from within {@link Waiter#tryAdmit}.
     */
    public void freed() {
        if (waiting != 0 && !lock.isHeldByCurrentThread()) {
            again = true;
            serve();
        }
    }

    /** How many wait now, in all rooms. */
    public int waiting() {
        return waiting;
    }

    /** How long calls have waited so far. */
    public QueueWait queueWait() {
        lock();
        try {
            return new QueueWait(waitedCalls + withoutWait.sum(), waitedNanos);
        } finally {
            unlock(false);
        }
    }

    /** The agent leaves: nobody waits any more, now or later. */
    public void close() {
        long now = lock();
        try {
            closed = true;
            for (WaitRoom room : List.copyOf(occupied)) {
                room.letAllGo(WaitOutcome.CLOSED, now);
            }
        } finally {
            unlock(false);
        }
    }

    /** Takes the lock, and tells the time since when it is held. */
    long lock() {
        lock.lock();
        return time.nanoTime();
    }

    /**
     * Gives the lock back.
     *
     * @param mayGo whether somebody may have room now who had none before
     */
    void unlock(boolean mayGo) {
        if (mayGo) {
            again = true;
        }
        lock.unlock();
        serve();
    }

    private void serve() {
        for (int round = 1; again && round <= MOST_ROUNDS && lock.tryLock(); round++) {
            try {
                again = false;
                grant();
                if (round == MOST_ROUNDS && !occupied.isEmpty()) {
                    occupied.get(0).wakeFirst(time.nanoTime());
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /** Offers room to the first of each room until all of them have been refused. */
    private void grant() {
        passes++;
        WaitRoom room = next();
        while (room != null) {
            if (!room.offer(time.nanoTime())) {
                room.refusedInPass = passes;
            }
            room = next();
        }
    }

    private @Nullable WaitRoom next() {
        WaitRoom next = null;
        for (int i = 0; i < occupied.size(); i++) {
            WaitRoom room = occupied.get(i);
            if (room.refusedInPass != passes && (next == null || room.first().isBefore(next.first()))) {
                next = room;
            }
        }
        return next;
    }

    void added(WaitRoom room) {
        waiting++;
        if (!occupied.contains(room)) {
            occupied.add(room);
        }
    }

    void removed(WaitRoom room, WaitOutcome outcome, long nanos) {
        waiting--;
        if (room.isEmpty()) {
            occupied.remove(room);
        }
        // Those who were sent away at once have not waited, and would hide how long the others do.
        if (outcome != WaitOutcome.FULL && outcome != WaitOutcome.HOPELESS) {
            waitedCalls++;
            waitedNanos += nanos;
        }
    }

    void admittedWithoutWait() {
        withoutWait.increment();
    }

    boolean isClosed() {
        return closed;
    }

    long nextOrder() {
        return orders++;
    }

    long now() {
        return time.nanoTime();
    }

    void park(long nanos) {
        parking.park(nanos);
    }

    void unpark(Thread thread) {
        parking.unpark(thread);
    }
}
