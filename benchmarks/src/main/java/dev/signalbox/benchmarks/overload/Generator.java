package dev.signalbox.benchmarks.overload;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/** One thread that hands out arrivals at their times, and what it costs: it runs on the processors that the model runs on. */
final class Generator {
    /** Takes a request. */
    interface Host {
        /**
         * Takes it, and does not keep the generator waiting.
         *
         * @param number of the arrival
         * @param due when it was to arrive, on the clock of {@link System#nanoTime}
         */
        void take(int number, long due, Body body);
    }

    private final Arrivals arrivals;
    private final long endNanos;
    private final Host host;
    private final Thread thread = new Thread(this::run, "generator");
    private final long[] lags;
    private int handedOut;
    private long cpuNanos;
    private long tookNanos;

    /** @param end when it stops from its start on, whatever is left: a host that lets it run no sooner has lost those */
    Generator(Arrivals arrivals, Duration end, Host host) {
        this.arrivals = arrivals;
        this.endNanos = end.toNanos();
        this.host = host;
        this.lags = new long[arrivals.count()];
    }

    /** How many it could not hand out in time. */
    int leftOver() {
        return lags.length - handedOut;
    }

    void start() {
        thread.start();
    }

    void join() throws InterruptedException {
        thread.join();
    }

    /** The share of one processor that it took. */
    double share() {
        return (double) cpuNanos / tookNanos;
    }

    /** What one arrival cost, its 2 MB included. */
    double microsPerArrival() {
        return cpuNanos / 1e3 / handedOut;
    }

    /** How late it was, in milliseconds; what was late is counted from when it should have been. */
    double lagMillis(double quantile) {
        long[] sorted = Arrays.copyOf(lags, handedOut);
        Arrays.sort(sorted);
        return sorted[(int) Math.ceil(quantile * sorted.length) - 1] / 1e6;
    }

    private void run() {
        long begun = System.nanoTime();
        for (int i = 0; i < lags.length; i++) {
            long due = begun + arrivals.nanos()[i];
            long now = System.nanoTime();
            for (; now - due < 0; now = System.nanoTime()) {
                LockSupport.parkNanos(due - now);
            }
            if (now - begun > endNanos) {
                break;
            }
            lags[i] = now - due;
            handedOut++;
            host.take(i, due, new Body());
        }
        tookNanos = System.nanoTime() - begun;
        cpuNanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
