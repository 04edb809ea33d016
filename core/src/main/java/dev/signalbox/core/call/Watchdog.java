package dev.signalbox.core.call;

import dev.signalbox.core.time.TimeSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Looks after the attempts under way whose time is limited, and ends those that take too long. Whoever begins one writes that down
 * in its own slot; nobody is woken for it but where it is due before the next look that was planned, so that calls which end in time
 * cost one wake-up in the length of their deadline.
 */
public final class Watchdog {
    private final TimeSource time;
    private final Failures failures;
    private final Runnable wake;
    /** One for each slot that ever needed it: slots are used again and never vanish. */
    private final List<AttemptLimit> limits = new CopyOnWriteArrayList<>();
    /** The attempts whose outcome comes later. */
    private final Set<Late> late = ConcurrentHashMap.newKeySet();
    /** When the next turn is due. */
    private final AtomicLong wakesAt;

    /** An attempt whose method has returned. */
    interface Late {
        /** When its time is over. */
        long dueNanos();

        /** Its time is over; called once, and not for long. */
        void isDue();
    }

    /**
     * A watchdog with nothing to look after.
     *
     * @param wake has {@link #turn} called at once, on another thread
     */
    public Watchdog(TimeSource time, Failures failures, Runnable wake) {
        this.time = time;
        this.failures = failures;
        this.wake = wake;
        this.wakesAt = new AtomicLong(time.nanoTime() + AttemptLimit.NEVER_NANOS);
    }

    /** What limits the attempts of a slot. */
    AttemptLimit limitOf(Call call) {
        AttemptLimit limit = call.limit;
        if (limit == null) {
            limit = new AttemptLimit();
            limits.add(limit);
            call.limit = limit;
        }
        return limit;
    }

    /** Looks after an attempt until its time is over, or it is forgotten. */
    void watch(Late attempt) {
        late.add(attempt);
        expect(attempt.dueNanos());
    }

    /** An attempt has ended. */
    void forget(Late attempt) {
        late.remove(attempt);
    }

    /** Something has been written down that is due then. */
    void expect(long dueNanos) {
        for (long at = wakesAt.get(); dueNanos - at < 0; at = wakesAt.get()) {
            if (wakesAt.compareAndSet(at, dueNanos)) {
                wake.run();
                return;
            }
        }
    }

    /**
     * Ends what takes too long. One thread does it, again and again.
     *
     * @return the longest to wait before the next turn, in nanoseconds, unless woken
     */
    public long turn() {
        long now = time.nanoTime();
        // From here on whoever begins something wakes us, or is met below.
        wakesAt.set(now + AttemptLimit.NEVER_NANOS);
        long next = now + AttemptLimit.NEVER_NANOS;
        for (AttemptLimit limit : limits) {
            next = earlier(next, limit.watch(now, failures));
        }
        for (Late attempt : late) {
            if (now - attempt.dueNanos() < 0) {
                next = earlier(next, attempt.dueNanos());
            } else if (late.remove(attempt)) {
                end(attempt);
            }
        }
        return Math.max(0, wakesAt.accumulateAndGet(next, Watchdog::earlier) - time.nanoTime());
    }

    private void end(Late attempt) {
        try {
            attempt.isDue();
        } catch (Throwable ours) {
            failures.count("the end of an attempt that took too long", ours);
        }
    }

    private static long earlier(long a, long b) {
        return a - b < 0 ? a : b;
    }
}
