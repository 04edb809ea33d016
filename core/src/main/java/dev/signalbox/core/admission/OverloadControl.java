package dev.signalbox.core.admission;

import dev.signalbox.core.config.AllocationPriority;
import dev.signalbox.core.metrics.Meter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Sheds calls while there are more than the machine does well, those that matter least first, as DAGOR does (WeChat, 2018).
 *
 * <p>A call has a priority and, within it, a sub-level from 0 to 127, which stays the same for one user: so some users are served
 * well instead of all badly. After each window of 1 s or 2,000 calls, admission is cut to 95 % of what was admitted where a
 * signal tells of overload, and let grow by 1 % otherwise. Four things differ from the paper. A mean wait that is too long but falls
 * by a tenth or more from window to window is left to fall, since a further cut would leave the machine idle once the queue is
 * empty. After ten calm windows in a row growth doubles every fifth window up to 16 %, or the way back would take minutes; where calls hardly wait it grows by that at once. And
 * memory that is all but used up cuts at once to critical calls, which are never shed here: limits hold them.
 *
 * <p>What it sees of overload is what calls waited in the rooms and what is measured of the machine. What is not known is no
 * sign of overload.
 */
public final class OverloadControl {
    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long WINDOW_CALLS = 2000;
    private static final double CUT = 0.95;
    private static final double GROWTH = 0.01;
    private static final double EASING = 0.9;
    private static final int CALM_WINDOWS = 10;
    private static final int WINDOWS_PER_DOUBLING = 5;
    private static final int MOST_DOUBLINGS = 4;
    /** How many steps it opens in a window in which nobody called. */
    private static final int IDLE_STEPS = 64;
    /** Calls that wait less than this on average find a machine with room to spare. */
    private static final double SPARE_MILLIS = 1;
    /** How much more it admits then, after each window. */
    private static final double GROWTH_TO_SPARE = 0.16;

    private static final double NANOS_PER_MILLI = 1e6;

    private final Meter calls = new Meter(2 * Thresholds.RANKS, false);

    private volatile int step = Thresholds.ALL;
    private volatile String reason = "";

    private long windowStart;
    private long[] countsAtStart = new long[2 * Thresholds.RANKS];
    private QueueWait waitAtStart = new QueueWait(0, 0);
    private double lastWait = Double.NaN;
    private int calm;
    private String cause = "";

    /**
     * Everything is admitted at first.
     *
     * @param now the monotonic time in nanoseconds
     */
    public OverloadControl(long now) {
        windowStart = now;
    }

    /**
     * Whether a call may come in.
     *
     * @param rank the {@link AllocationPriority#ordinal} of its priority
     * @param subLevel 0 to 127, the same for all calls of one user; 0 is shed last
     */
    public boolean admits(int rank, int subLevel) {
        return rank * Thresholds.SUB_LEVELS + subLevel < step;
    }

    /**
     * Counts a call that was asked for.
     *
     * @param stripe the index of the call's slot
     * @param admitted what {@link #admits} said
     */
    public void count(int stripe, int rank, boolean admitted) {
        calls.record(stripe, admitted ? rank : Thresholds.RANKS + rank, 0);
    }

    /** How many calls of a priority were shed so far. */
    public long shed(AllocationPriority priority) {
        return calls.count(Thresholds.RANKS + priority.ordinal());
    }

    /** Which share of a priority's sub-levels is admitted now, 0-1. */
    public double admittedShare(AllocationPriority priority) {
        return Thresholds.share(step, priority.ordinal());
    }

    /** Why and what is shed, in words; empty where nothing is. */
    public String reason() {
        return reason;
    }

    /** Judges the load; one thread calls it, about every 100 ms. */
    public void tick(long now, OverloadSignals signals) {
        for (OverloadSignal signal : OverloadSignal.values()) {
            double value = signals.value(signal, now);
            if (signal.isSevere(value)) {
                calm = 0;
                cause = signal.text(value);
                moveTo(Math.min(step, Thresholds.CRITICAL_ONLY));
                beginWindow(now, calls.counts(), signals.queueWait());
                return;
            }
        }
        long[] counts = calls.counts();
        long[] seen = new long[Thresholds.RANKS];
        long all = 0;
        for (int rank = 0; rank < Thresholds.RANKS; rank++) {
            int shed = Thresholds.RANKS + rank;
            seen[rank] = counts[rank] - countsAtStart[rank] + counts[shed] - countsAtStart[shed];
            all += seen[rank];
        }
        if (now - windowStart >= WINDOW_NANOS || all >= WINDOW_CALLS) {
            judge(now, signals, seen, all);
            beginWindow(now, counts, signals.queueWait());
        }
    }

    /** Sheds nothing while it is not wanted, and learns nothing; one thread calls it in place of {@link #tick}. */
    public void rest(long now, QueueWait waits) {
        calm = 0;
        lastWait = Double.NaN;
        moveTo(Thresholds.ALL);
        beginWindow(now, calls.counts(), waits);
    }

    private void judge(long now, OverloadSignals signals, long[] seen, long all) {
        QueueWait waits = signals.queueWait();
        long waited = waits.calls() - waitAtStart.calls();
        double wait = waited <= 0 ? Double.NaN : (waits.nanos() - waitAtStart.nanos()) / NANOS_PER_MILLI / waited;
        boolean cut = false;
        boolean overload = false;
        for (OverloadSignal signal : OverloadSignal.values()) {
            boolean queue = signal == OverloadSignal.QUEUE_WAIT;
            double value = queue ? wait : signals.value(signal, now);
            if (signal.isOverload(value)) {
                overload = true;
                cause = signal.text(value);
                cut |= !queue || !(value <= lastWait * EASING);
            }
        }
        lastWait = wait;
        calm = overload ? 0 : calm + 1;
        double admitted = Thresholds.admitted(step, seen);
        if (cut) {
            moveTo(Thresholds.down(step, admitted * CUT, seen));
        } else if (!overload && step < Thresholds.ALL) {
            moveTo(
                    all == 0
                            ? Math.min(step + IDLE_STEPS, Thresholds.ALL)
                            : Thresholds.up(step, admitted * (1 + growth(wait)), seen));
        }
    }

    private double growth(double wait) {
        if (wait < SPARE_MILLIS) {
            return GROWTH_TO_SPARE;
        }
        int doublings = Math.max(0, calm - CALM_WINDOWS) / WINDOWS_PER_DOUBLING;
        return GROWTH * (1 << Math.min(doublings, MOST_DOUBLINGS));
    }

    private void beginWindow(long now, long[] counts, QueueWait waits) {
        windowStart = now;
        countsAtStart = counts;
        waitAtStart = waits;
    }

    private void moveTo(int next) {
        step = next;
        if (next == Thresholds.ALL) {
            reason = "";
            return;
        }
        AllocationPriority last = AllocationPriority.values()[next / Thresholds.SUB_LEVELS];
        reason = String.format(
                Locale.ROOT,
                "%s: %.0f %% of the calls of priority %s are admitted%s",
                cause,
                100 * Thresholds.share(next, last.ordinal()),
                last.name().toLowerCase(Locale.ROOT),
                last == AllocationPriority.LOW ? "" : " and none that matter less");
    }
}
