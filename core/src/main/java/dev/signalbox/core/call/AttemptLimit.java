package dev.signalbox.core.call;

import dev.signalbox.core.site.CancellableCall;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The time limit of the attempts that one slot's calls make, one after the other. The thread that makes an attempt and the watchdog
 * settle by one compare-and-set which of them ends it. Where that is the watchdog, the thread waits until it has done so: no
 * interrupt comes later, and none of ours is left behind.
 *
 * <p>The fields beside the state are written while the state is idle, and what is read of them counts only where the
 * compare-and-set that follows succeeds: the state holds a number that no other attempt has.
 */
final class AttemptLimit {
    /** How an attempt was ended. */
    enum Cut {
        /** It was not. */
        NOT,
        /** By the library: what it returned all the same is whole. */
        BY_LIBRARY,
        /** By an interrupt: what it returned all the same may be anything. */
        BY_INTERRUPT
    }

    /** A time that no look at the clock will find past. */
    static final long NEVER_NANOS = TimeUnit.HOURS.toNanos(2);

    private static final int PHASES = 2;
    private static final int IDLE = 0;
    private static final int RUNNING = 1;
    private static final int CUTTING = 2;
    private static final int CUT = 3;

    private static final long AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final int MOST_DOUBLINGS = 6;
    private static final int SPINS = 100;

    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(AttemptLimit.class, "state", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile long state;
    private long dueNanos;
    private @Nullable Thread thread;
    private @Nullable CancellableCall call;
    private Cut cut = Cut.NOT;
    private int deliveries;

    private static int phase(long state) {
        return (int) state & CUT;
    }

    private static long in(long state, int phase) {
        return state & ~CUT | phase;
    }

    private static long after(long state) {
        return (state >>> PHASES) + 1 << PHASES;
    }

    /**
     * The calling thread begins an attempt.
     *
     * @param means ends it, or null for an interrupt
     */
    void begin(long due, @Nullable CancellableCall means) {
        dueNanos = due;
        thread = Thread.currentThread();
        call = means;
        cut = Cut.NOT;
        deliveries = 0;
        state = in(state, RUNNING);
    }

    /**
     * The attempt has ended; does nothing where none is under way. Of an interrupt that is pending afterwards, only the host's is
     * left: one that came before ours, or after the end. One that came in between cannot be told from ours, for the JDK keeps one
     * flag and no count; but it is the host's where the attempt threw an {@link InterruptedException}, which says that ours was
     * taken away.
     */
    Cut end(@Nullable Throwable thrown) {
        long s = state;
        if (phase(s) == IDLE) {
            return Cut.NOT;
        }
        boolean mine = phase(s) == RUNNING && STATE.compareAndSet(this, s, after(s));
        for (int spins = 0; !mine; spins++) {
            s = state;
            mine = phase(s) == CUT && STATE.compareAndSet(this, s, after(s));
            if (spins < SPINS) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
        thread = null;
        call = null;
        if (cut == Cut.BY_INTERRUPT && Thread.interrupted() && thrown instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        return cut;
    }

    /**
     * The watchdog looks after the attempt under way, if any, and ends it where its time is over. A library may take an interrupt for
     * a failure of its own and try again, so an attempt that goes on is interrupted again.
     *
     * @return when to look again
     */
    long watch(long now, Failures failures) {
        long never = now + NEVER_NANOS;
        long s = state;
        if (phase(s) != RUNNING && phase(s) != CUT) {
            return never;
        }
        long due = dueNanos;
        Thread maker = thread;
        CancellableCall means = call;
        if (now - due < 0) {
            return due;
        }
        if (maker == null || phase(s) == CUT && means != null) {
            return never;
        }
        if (!isMaking(maker)) {
            boolean unused = phase(s) == RUNNING && STATE.compareAndSet(this, s, after(s));
            return never;
        }
        if (!STATE.compareAndSet(this, s, in(s, CUTTING))) {
            return now;
        }
        try {
            deliver(maker, means);
        } catch (Throwable ours) {
            failures.count("the end of an attempt that took too long", ours);
        }
        long again = now + (AGAIN_NANOS << Math.min(deliveries++, MOST_DOUBLINGS));
        dueNanos = again;
        state = in(s, CUT);
        return means == null ? again : never;
    }

    private void deliver(Thread maker, @Nullable CancellableCall means) throws Exception {
        if (means != null) {
            cut = Cut.BY_LIBRARY;
            means.cancel();
        } else if (!maker.isInterrupted()) { // else the host's own is on its way, or ours has not been seen yet
            cut = Cut.BY_INTERRUPT;
            maker.interrupt();
        }
    }

    /** Whether a thread is within an attempt: its end may have been lost in an overflow of the stack, and nobody waits for us. */
    private static boolean isMaking(Thread maker) {
        for (StackTraceElement frame : maker.getStackTrace()) {
            if (frame.getClassName().equals(Deadlines.class.getName())) {
                return true;
            }
        }
        return false;
    }
}
