package dev.signalbox.core.admission;

import java.util.concurrent.TimeUnit;

/**
 * Finds how many calls a node does at once before they queue in it.
 *
 * <p>As in Netflix' Gradient2 the limit follows the gradient, the usual latency over the present one, and may grow a little beyond
 * what fits; drops cut it, and it does not grow while less than half of it is used. What the usual latency is differs, for both known
 * ways go wrong: a minimum is poisoned by one lucky call, and a plain average takes the queue that the limit itself allows for the
 * usual by and by. So now and then, and when latency has risen, the limit <i>dips</i> to half of the calls in flight for as long as it
 * takes to measure. If the latency follows down to half, the node was still queueing; otherwise what was measured has no queue in
 * it, and the usual latency moves towards it. It moves slowly, so that one lucky measurement changes little.
 *
 * <p>One thread uses it.
 */
public final class AdaptiveLimit {
    /** How much longer than usual calls may take before the limit shrinks. */
    private static final double TOLERANCE = 1.05;

    private static final double STEEPEST = 0.5;
    private static final double SMOOTHING = 0.2;
    private static final double SHARE_OF_GROWTH = 0.05;
    private static final double LEAST_GROWTH = 0.3;
    /** Growth before the limit has been met for the first time. */
    private static final double FIRST_GROWTH = 0.5;

    private static final double CUT_FOR_DROPS = 0.9;
    private static final int FEWEST_SAMPLES = 10;

    private static final int WINDOWS_BETWEEN_DIPS = 30;
    private static final int SLOW_WINDOWS_BEFORE_DIP = 3;
    private static final double SLOW = 0.75;
    private static final long LONGEST_DIP_NANOS = TimeUnit.SECONDS.toNanos(30);
    /** A latency that fell to less than this share in a dip to a half was mostly queue, and may still be. */
    private static final double STILL_QUEUEING = 0.55;

    /** A latency that fell to less than this share of the usual in a dip shows that the usual one has a queue in it. */
    private static final double FAR_BELOW = 0.8;

    private static final int WINDOWS_BETWEEN_DIPS_WHILE_FAR = 5;
    /** A latency so far above the usual that did not fall in a dip shows that the node itself has become slower. */
    private static final double FAR_ABOVE = 1.25;

    private static final double NOT_FALLEN = 0.85;
    private static final double WEIGHT_OF_DIP = 0.3;

    private int most;
    private double limit;
    private boolean met;
    private double usualNanos = Double.NaN;

    private double sumNanos;
    private long samples;
    private int maxInFlight;

    private int windowsSinceDip;
    private int slowWindows;
    /** The limit while it dips; 0 while it does not. */
    private int dip;
    /** Calls that end in a dip before its own are measured: they were in flight when it began. */
    private long before;

    private double nanosBeforeDip;
    private long dipStart;

    /**
     * A limit to begin with.
     *
     * @param start 1 to most
     * @param most the limit that is never exceeded, 1 or more
     */
    public AdaptiveLimit(int start, int most) {
        this.most = Math.max(1, most);
        this.limit = Math.max(1, Math.min(start, this.most));
    }

    /** Sets the limit that is never exceeded, 1 or more. */
    public void setMost(int newMost) {
        most = Math.max(1, newMost);
        limit = Math.min(limit, most);
    }

    /** The limit in force. */
    public int limit() {
        int usual = (int) Math.max(1, Math.min(Math.round(limit), most));
        return dip > 0 ? Math.min(dip, usual) : usual;
    }

    /** The latency without a queue as far as it is known, in nanoseconds; NaN where it is not. */
    public double usualNanos() {
        return usualNanos;
    }

    /**
     * Takes in what was seen since the last time.
     *
     * @param now the monotonic time in nanoseconds
     * @param meanNanos the mean latency of the calls that succeeded, in nanoseconds; of no meaning where there were none
     * @param newSamples how many these were
     * @param inFlight the most calls that were in flight at a time
     * @param drops calls that failed since the node was overloaded, or by a timeout
     * @return the limit from now on
     */
    public int update(long now, double meanNanos, long newSamples, int inFlight, long drops) {
        if (drops > 0) {
            limit = Math.max(1, Math.min(limit * CUT_FOR_DROPS, limit - 1));
            met = true;
            dip = 0;
            forget();
            return limit();
        }
        if (dip > 0 && now - dipStart > LONGEST_DIP_NANOS) {
            dip = 0;
            forget();
        }
        if (newSamples > 0) {
            if (dip > 0 && before > 0) {
                before -= newSamples;
                return limit();
            }
            sumNanos += meanNanos * newSamples;
            samples += newSamples;
        }
        maxInFlight = Math.max(maxInFlight, inFlight);
        if (samples >= FEWEST_SAMPLES) {
            double nanos = sumNanos / samples;
            if (dip > 0) {
                endDip(nanos);
            } else {
                follow(now, nanos);
            }
            forget();
        }
        return limit();
    }

    private void follow(long now, double nanos) {
        if (Double.isNaN(usualNanos)) {
            usualNanos = nanos;
        }
        double gradient = Math.max(STEEPEST, Math.min(1, TOLERANCE * usualNanos / nanos));
        met |= gradient < 1;
        double growth = met ? Math.max(LEAST_GROWTH, SHARE_OF_GROWTH * limit) : Math.max(2, FIRST_GROWTH * limit);
        double next = limit + SMOOTHING * (gradient * limit + growth - limit);
        boolean used = maxInFlight >= limit / 2;
        limit = Math.max(1, Math.min(used ? next : Math.min(next, limit), most));

        windowsSinceDip++;
        slowWindows = gradient < SLOW ? slowWindows + 1 : 0;
        boolean due = used && windowsSinceDip >= WINDOWS_BETWEEN_DIPS;
        if ((due || slowWindows >= SLOW_WINDOWS_BEFORE_DIP) && maxInFlight > 1) {
            dip = Math.max(1, Math.min(maxInFlight, limit()) / 2);
            before = maxInFlight;
            nanosBeforeDip = nanos;
            dipStart = now;
        } else if (maxInFlight == 1) {
            // One call at a time queues behind nothing.
            moveUsual(nanos);
        }
    }

    private void endDip(double nanos) {
        dip = 0;
        windowsSinceDip = nanos < usualNanos * FAR_BELOW ? WINDOWS_BETWEEN_DIPS - WINDOWS_BETWEEN_DIPS_WHILE_FAR : 0;
        slowWindows = 0;
        if (nanos > usualNanos * FAR_ABOVE && nanos > nanosBeforeDip * NOT_FALLEN) {
            // The limit shrank for nothing, and may come back fast.
            met = false;
        }
        if (nanos < usualNanos || nanos > nanosBeforeDip * STILL_QUEUEING) {
            moveUsual(nanos);
        }
    }

    private void moveUsual(double nanos) {
        double bounded = Math.max(usualNanos / 2, Math.min(nanos, usualNanos * 2));
        usualNanos += WEIGHT_OF_DIP * (bounded - usualNanos);
    }

    private void forget() {
        sumNanos = 0;
        samples = 0;
        maxInFlight = 0;
    }
}
