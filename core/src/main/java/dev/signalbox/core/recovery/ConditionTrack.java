package dev.signalbox.core.recovery;

import dev.signalbox.core.config.Condition;
import java.util.concurrent.TimeUnit;

/**
 * One condition watched for one node: in force once it has held for its time without a break, over once it has been over for the
 * same time. One thread at a time.
 *
 * <p>Time between two looks counts as a second at most: after a gap in which nobody looked nothing is known of it.
 */
public final class ConditionTrack {
    private static final long LONGEST_STEP_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Condition condition;
    private boolean looked;
    private long lookedNanos;
    private boolean turning;
    private long turningNanos;
    private boolean inForce;
    private double value = Double.NaN;

    /** A condition that is not in force. */
    public ConditionTrack(Condition condition) {
        this.condition = condition;
    }

    /**
     * Looks at the metric.
     *
     * @param now the monotonic time in nanoseconds
     * @param next the metric's value, NaN where it is unknown
     * @return whether the condition is in force from now on
     */
    public boolean look(long now, double next) {
        long step = looked ? Math.min(Math.max(0, now - lookedNanos), LONGEST_STEP_NANOS) : 0;
        looked = true;
        lookedNanos = now;
        value = next;
        if (inForce ? condition.isOverAt(next) : condition.isFulfilledBy(next)) {
            turningNanos = turning ? turningNanos + step : 0;
            turning = turningNanos < condition.holds().toNanos();
            if (!turning) {
                inForce = !inForce;
            }
        } else {
            turning = false;
        }
        return inForce;
    }

    /** What is watched. */
    public Condition condition() {
        return condition;
    }

    /** Whether it is in force. */
    public boolean isInForce() {
        return inForce;
    }

    /** The metric's value at the last look. */
    public double value() {
        return value;
    }

    /** For how long it has held, or has been over, without having turned yet, in nanoseconds. */
    public long turningNanos() {
        return turning ? turningNanos : 0;
    }
}
