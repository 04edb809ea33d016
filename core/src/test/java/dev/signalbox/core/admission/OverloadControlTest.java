package dev.signalbox.core.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.core.config.AllocationPriority;
import dev.signalbox.core.time.Parking;
import dev.signalbox.core.time.TimeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Overload of a simulated server, from the first call too many to the last one shed. */
class OverloadControlTest {
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final int WORKERS = 8;
    private static final double SERVICE_NANOS = 10.0 * MILLI;
    private static final double CAPACITY_PER_SECOND = WORKERS * SECOND / SERVICE_NANOS;
    private static final QueueWait NO_WAIT = new QueueWait(0, 0);

    /** A server of some workers, before which calls wait in a real room. */
    private static final class Server implements TimeSource, Parking {
        private final Random random;
        private final Waiters waiters = new Waiters(this, this);
        private final WaitRoom room = waiters.room("room", SECOND / 2, 1000);
        private final OverloadControl control;
        private final PriorityQueue<Long> ends = new PriorityQueue<>();
        private final List<Waiter> waiting = new ArrayList<>();
        private final long[] came = new long[4];
        private final long[] shed = new long[4];
        private long served;
        private long now = SECOND;

        Server(long seed) {
            random = new Random(seed);
            control = new OverloadControl(now);
        }

        @Override
        public long nanoTime() {
            return now;
        }

        @Override
        public long wallMillis() {
            throw new AssertionError("no wall clock is needed");
        }

        @Override
        public boolean park(long nanos) {
            throw new AssertionError("nobody parks in simulated time");
        }

        @Override
        public void unpark(Thread thread) {}

        private double exponential(double mean) {
            return -Math.log(1 - random.nextDouble()) * mean;
        }

        private boolean begin() {
            if (ends.size() == WORKERS) {
                return false;
            }
            ends.add(now + (long) exponential(SERVICE_NANOS));
            return true;
        }

        /** Lives on under so many calls, as a share of what can be served. */
        void live(long forNanos, double load) {
            long end = now + forNanos;
            double between = SERVICE_NANOS / WORKERS / load;
            long nextCall = now + (long) exponential(between);
            long nextTick = now + 100 * MILLI;
            while (now < end) {
                Long firstEnd = ends.peek();
                long nextEnd = firstEnd == null ? Long.MAX_VALUE : firstEnd;
                now = Math.min(Math.min(nextCall, nextTick), nextEnd);
                if (now == nextEnd) {
                    ends.remove();
                    served++;
                    waiters.freed();
                } else if (now == nextCall) {
                    call();
                    nextCall = now + (long) exponential(between);
                } else {
                    tick();
                    nextTick += 100 * MILLI;
                }
            }
        }

        private void call() {
            int of = random.nextInt(10);
            int rank = of == 0 ? 0 : of < 3 ? 1 : of < 8 ? 2 : 3;
            boolean admitted = control.admits(rank, random.nextInt(128));
            control.count(random.nextInt(70), rank, admitted);
            came[rank]++;
            if (!admitted) {
                shed[rank]++;
            } else if (!room.mustLineUp(rank, now) && begin()) {
                room.admittedWithoutWait();
            } else {
                Waiter waiter = new Waiter() {
                    @Override
                    protected boolean tryAdmit(long at) {
                        return begin();
                    }
                };
                room.enter(waiter, Thread.currentThread(), rank, now, Long.MAX_VALUE);
                waiting.add(waiter);
            }
        }

        private void tick() {
            for (Waiter waiter : List.copyOf(waiting)) {
                if (waiter.outcome == null) {
                    room.attend(waiter, false);
                }
                if (waiter.outcome != null) {
                    waiting.remove(waiter);
                }
            }
            control.tick(
                    now,
                    new OverloadSignals(
                            waiters.queueWait(), Double.NaN, Double.NaN, Double.NaN, Double.NaN, now, SECOND));
        }

        double meanWaitMillis(QueueWait since) {
            QueueWait waits = waiters.queueWait();
            return (double) (waits.nanos() - since.nanos()) / (waits.calls() - since.calls()) / MILLI;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void twiceTheLoadIsShedByImportanceAndTheMachineStaysBusy(long seed) {
        Server server = new Server(seed);
        server.live(20 * SECOND, 0.8);
        assertThat(server.control.reason()).isEmpty();

        long served = server.served;
        server.live(30 * SECOND, 2);
        assertThat(server.served - served).isGreaterThan((long) (30 * CAPACITY_PER_SECOND * 0.9));
        QueueWait waits = server.waiters.queueWait();
        served = server.served;
        server.live(60 * SECOND, 2);
        assertThat(server.meanWaitMillis(waits)).isBetween(2.0, 25.0);
        assertThat(server.served - served).isGreaterThan((long) (60 * CAPACITY_PER_SECOND * 0.9));
        assertThat(server.control.reason()).contains("calls wait").contains("priority normal");
        assertThat(server.shed[0]).isZero();
        assertThat(server.shed[1]).isLessThan(server.came[1] / 20);
        assertThat(server.shed[2]).isBetween(server.came[2] / 2, server.came[2] * 3 / 4);
        assertThat(server.shed[3]).isGreaterThan(server.came[3] * 3 / 4);
        assertThat(server.control.shed(AllocationPriority.LOW)).isEqualTo(server.shed[3]);

        server.live(40 * SECOND, 0.7);
        assertThat(server.control.reason()).isEmpty();
        long shed = server.shed[3];
        server.live(10 * SECOND, 0.7);
        assertThat(server.shed[3]).isEqualTo(shed);
    }

    private static OverloadSignals machine(double cpu, double heap, long sampledNanos) {
        return new OverloadSignals(NO_WAIT, cpu, heap, Double.NaN, Double.NaN, sampledNanos, SECOND);
    }

    private static void seconds(OverloadControl control, long from, long to, double cpu, double heap, boolean fresh) {
        for (long at = from; at < to; at++) {
            for (int i = 0; i < 128; i++) {
                control.count(i % 64, 2, control.admits(2, i));
            }
            control.tick(at * SECOND, machine(cpu, heap, (fresh ? at : from - 10) * SECOND));
        }
    }

    @Test
    void whatIsStaleOrUnknownIsNoSignal() {
        OverloadControl control = new OverloadControl(0);
        seconds(control, 1, 20, 1.5, 0.99, false);
        seconds(control, 20, 40, Double.NaN, Double.NaN, true);
        assertThat(control.reason()).isEmpty();
        seconds(control, 40, 42, 1.5, Double.NaN, true);
        assertThat(control.reason())
                .startsWith("the process uses 150 % of the processors that it may use, more than 100 %: ");
    }

    @Test
    void memoryAllButUsedUpCutsAtOnceToCriticalCalls() {
        OverloadControl control = new OverloadControl(0);
        control.tick(SECOND / 10, machine(0.1, 0.98, 0));
        assertThat(control.admits(0, 127)).isTrue();
        assertThat(control.admits(1, 0)).isFalse();
        assertThat(control.reason()).contains("98 % of the heap");
        // And it finds back, though nothing was admitted whose share could grow.
        seconds(control, 1, 90, 0.1, 0.5, true);
        assertThat(control.reason()).isEmpty();
    }

    /** Were all shed, nothing would show when the overload is over. */
    @Test
    void someOfTheMostImportantCallsThatThereAreComeThrough() {
        OverloadControl control = new OverloadControl(0);
        seconds(control, 1, 200, 1.5, Double.NaN, true);
        assertThat(control.admittedShare(AllocationPriority.NORMAL)).isBetween(0.03, 0.06);
        assertThat(control.admittedShare(AllocationPriority.LOW)).isZero();
    }

    /** A machine that has room to spare turns nobody away for long, though calls of little importance were cut to few. */
    @Test
    void whatWasShedComesBackSoonWhereCallsHardlyWait() {
        OverloadControl control = new OverloadControl(0);
        long calls = 0;
        long waited = 0;
        for (int second = 1; second <= 60; second++) {
            for (int call = 0; call < 100; call++) {
                control.count(call % 63, call % 4, control.admits(call % 4, call));
            }
            calls += 100;
            waited += 100 * (second <= 40 ? 50 + second : 0) * MILLI;
            control.tick(
                    second * SECOND,
                    new OverloadSignals(
                            new QueueWait(calls, waited),
                            Double.NaN,
                            Double.NaN,
                            Double.NaN,
                            Double.NaN,
                            second * SECOND,
                            SECOND));
            if (second == 40) {
                assertThat(control.admittedShare(AllocationPriority.NORMAL)).isLessThan(0.5);
            }
            if (second == 52) {
                assertThat(control.reason()).isEmpty();
            }
        }
    }
}
