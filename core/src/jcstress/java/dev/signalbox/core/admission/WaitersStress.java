package dev.signalbox.core.admission;

import dev.signalbox.core.time.Parking;
import dev.signalbox.core.time.TimeSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** Those who wait and those who free, on real processors. */
final class WaitersStress {
    private WaitersStress() {}

    /** Rooms whose clock is moved by hand and in which nobody really parks. */
    private static class Rooms implements TimeSource, Parking {
        private final Waiters waiters = new Waiters(this, this);
        private final WaitRoom room = waiters.room("room", 1000, 10);
        /** How much there is. */
        private final AtomicInteger free = new AtomicInteger();

        private volatile long now;

        @Override
        public long nanoTime() {
            return now;
        }

        @Override
        public long wallMillis() {
            return 0;
        }

        @Override
        public boolean park(long nanos) {
            return true;
        }

        @Override
        public void unpark(Thread thread) {}

        Waiter comes() {
            Waiter waiter = new Waiter() {
                @Override
                protected boolean tryAdmit(long at) {
                    int there = free.get();
                    return there > 0 && free.compareAndSet(there, there - 1);
                }
            };
            room.enter(waiter, Thread.currentThread(), 0, 0, Long.MAX_VALUE);
            return waiter;
        }

        void gives() {
            free.incrementAndGet();
            waiters.freed();
        }

        static int granted(Waiter waiter) {
            return waiter.outcome == null ? 0 : waiter.isGranted() ? 1 : 2;
        }
    }

    /** One lines up while another one frees what it needs. */
    @JCStressTest
    @State
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "granted")
    @Outcome(expect = Expect.FORBIDDEN, desc = "it would wait beside what is free")
    public static class NoLostWakeUp extends Rooms {
        private Waiter waiter;

        /** Lines up. */
        @Actor
        public void comesNow() {
            waiter = comes();
        }

        /** Frees. */
        @Actor
        public void givesNow() {
            gives();
        }

        /** What became of it. */
        @Arbiter
        public void look(I_Result r) {
            r.r1 = granted(waiter);
        }
    }

    /** Two free while two wait: one of the two that free may find the lock taken. */
    @JCStressTest
    @State
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "both granted")
    @Outcome(expect = Expect.FORBIDDEN, desc = "what one of them freed was not granted")
    public static class NoReleaseLost extends Rooms {
        private final Waiter first = comes();
        private final Waiter second = comes();

        /** Frees. */
        @Actor
        public void one() {
            gives();
        }

        /** Frees. */
        @Actor
        public void two() {
            gives();
        }

        /** What became of them. */
        @Arbiter
        public void look(II_Result r) {
            r.r1 = granted(first);
            r.r2 = granted(second);
        }
    }

    /** Its time is over while it is granted: it has it or it is there for the next. */
    @JCStressTest
    @State
    @Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "granted, and taken")
    @Outcome(id = "2, 1", expect = Expect.ACCEPTABLE, desc = "expired, and still there")
    @Outcome(expect = Expect.FORBIDDEN, desc = "lost, or there twice")
    public static class GrantAgainstExpiry extends Rooms {
        private final Waiter waiter = comes();

        /** Frees. */
        @Actor
        public void frees() {
            gives();
        }

        /** Wakes when its time is over. */
        @Actor
        public void wakes() {
            ((Rooms) this).now = 1000;
            ((Rooms) this).room.attend(waiter, false);
        }

        /** What became of it. */
        @Arbiter
        public void look(II_Result r) {
            r.r1 = granted(waiter);
            r.r2 = ((Rooms) this).free.get();
        }
    }

    /** It is interrupted while it is granted. */
    @JCStressTest
    @State
    @Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "granted, and taken")
    @Outcome(id = "2, 1", expect = Expect.ACCEPTABLE, desc = "interrupted, and still there")
    @Outcome(expect = Expect.FORBIDDEN, desc = "lost, or there twice")
    public static class GrantAgainstInterrupt extends Rooms {
        private final Waiter waiter = comes();

        /** Frees. */
        @Actor
        public void frees() {
            gives();
        }

        /** Wakes by the interrupt. */
        @Actor
        public void wakes() {
            ((Rooms) this).room.attend(waiter, true);
        }

        /** What became of it. */
        @Arbiter
        public void look(II_Result r) {
            r.r1 = granted(waiter);
            r.r2 = ((Rooms) this).free.get();
        }
    }

    /** The first in line leaves while what only the second can use is freed. */
    @JCStressTest
    @State
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "granted")
    @Outcome(expect = Expect.FORBIDDEN, desc = "it would wait beside what is free")
    public static class NextAfterTheFirst extends Rooms {
        private final Waiter big = new Waiter() {
            @Override
            protected boolean tryAdmit(long at) {
                return false;
            }
        };
        private final Waiter small;

        /** One that never fits stands before one that does. */
        public NextAfterTheFirst() {
            ((Rooms) this).room.enter(big, Thread.currentThread(), 0, 0, Long.MAX_VALUE);
            small = comes();
        }

        /** Frees. */
        @Actor
        public void frees() {
            gives();
        }

        /** Leaves. */
        @Actor
        public void leaves() {
            ((Rooms) this).room.attend(big, true);
        }

        /** What became of the second. */
        @Arbiter
        public void look(I_Result r) {
            r.r1 = granted(small);
        }
    }
}
