package dev.signalbox.core.recovery;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Bounds retries to a share of the calls, so that retries cannot drown a node that is in trouble: each call deposits the
 * share, 10 retries a second are always allowed, and deposits are forgotten after 10 s (Finagle's retry budget).
 */
public final class RetryBudget {
    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long FLOOR_PER_WINDOW = 100;

    /**
     * What was deposited and taken since a moment. It is replaced as a whole: were it counters of their own, a retry taken while
     * a window began would be forgotten or paid for twice.
     *
     * @param startNanos when it began
     * @param callsAtStart calls made until then
     * @param used retries taken since
     */
    private record Window(long startNanos, long callsAtStart, long used) {}

    private final double share;
    private final long floorPerWindow;
    private final AtomicReference<Window> window;

    /**
     * A full budget.
     *
     * @param share retries per call, 0 to 1
     * @param now the monotonic time in nanoseconds
     */
    public RetryBudget(double share, long now) {
        this(share, FLOOR_PER_WINDOW, now);
    }

    RetryBudget(double share, long floorPerWindow, long now) {
        this.share = share;
        this.floorPerWindow = floorPerWindow;
        this.window = new AtomicReference<>(new Window(now, 0, 0));
    }

    /**
     * Takes one retry from the budget.
     *
     * @param calls calls made so far; the growth since the window began is what deposits
     * @return false where the budget is spent
     */
    public boolean tryRetry(long now, long calls) {
        while (true) {
            Window w = Objects.requireNonNull(window.get());
            boolean over = now - w.startNanos() >= WINDOW_NANOS;
            Window from = over ? new Window(now, calls, 0) : w;
            double allowed = floorPerWindow + share * Math.max(0, calls - from.callsAtStart());
            if (from.used() + 1 > allowed) {
                return false;
            }
            if (window.compareAndSet(w, new Window(from.startNanos(), from.callsAtStart(), from.used() + 1))) {
                return true;
            }
        }
    }
}
