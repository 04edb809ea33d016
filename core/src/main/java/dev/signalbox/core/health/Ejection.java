package dev.signalbox.core.health;

import org.jspecify.annotations.Nullable;

/**
 * Whether one node is ejected. The engine's lock guards its changes; anybody reads it. Outliers are ejected for longer each time;
 * what an operator ejects or resumes is left to the operator.
 */
public final class Ejection {
    private final HealthPolicy.Outlier policy;
    private volatile @Nullable Ejected inForce;
    private volatile boolean ignored;
    private int times;
    private int goodProbes;
    private long calmSinceNanos;
    private boolean resumed;
    private long resumedNanos;

    Ejection(HealthPolicy policy) {
        this.policy = policy.outlier();
    }

    /** The ejection in force, or null. */
    public @Nullable Ejected inForce() {
        return inForce;
    }

    /** Whether an operator ejected the node: no call may go to it, whatever else is true. */
    public boolean isByOperator() {
        Ejected e = inForce;
        return e != null && e.byOperator();
    }

    /** Whether calls go to the other nodes of its model where there are any. */
    public boolean isOutlier() {
        Ejected e = inForce;
        return e != null && !e.byOperator() && !ignored;
    }

    /** Whether the node is ejected as an outlier, and too few others may be called for that to be heeded. */
    public boolean isIgnored() {
        Ejected e = inForce;
        return e != null && !e.byOperator() && ignored;
    }

    /** Says whether ejections of outliers are ignored; true where that changes anything. */
    public boolean ignore(boolean panic) {
        Ejected e = inForce;
        boolean next = panic && e != null && !e.byOperator();
        boolean changed = next != ignored;
        ignored = next;
        return changed;
    }

    /** Whether an outlier may be ejected: not while it is, nor soon after an operator resumed it. */
    public boolean mayBegin(long now) {
        boolean left = resumed && now - resumedNanos < policy.calm().toNanos();
        return inForce == null && !left;
    }

    /** Ejects an outlier, for longer than the last time. */
    public Ejected begin(long now, String reason, boolean slow) {
        times++;
        goodProbes = 0;
        long nanos = Math.min(
                policy.firstEjection().toNanos() * times,
                policy.longestEjection().toNanos());
        Ejected e = new Ejected(reason, false, slow, false, now + nanos);
        inForce = e;
        return e;
    }

    /**
     * An operator ejects the node.
     *
     * @param nanos for how long; 0 for no end
     */
    public void order(long now, long nanos, String reason) {
        restore(new Ejected(reason, true, false, nanos <= 0, now + nanos));
    }

    /** Takes over what an operator ordered of the node that this one follows. */
    public void restore(@Nullable Ejected ordered) {
        inForce = ordered;
        ignored = false;
    }

    /** An operator has calls come again. */
    public void resume(long now) {
        inForce = null;
        ignored = false;
        times = 0;
        resumed = true;
        resumedNanos = now;
    }

    /** Ends an ejection whose time is over, and forgets old ones of a node that stays in service; true where one ended. */
    public boolean tick(long now) {
        Ejected e = inForce;
        if (e != null) {
            calmSinceNanos = now;
            return e.isOver(now) && end();
        }
        if (times > 0 && now - calmSinceNanos >= policy.calm().toNanos()) {
            times--;
            calmSinceNanos = now;
        }
        return false;
    }

    /** A configured probe answered, or not; true where that ended the ejection. */
    public boolean probed(boolean good) {
        Ejected e = inForce;
        if (e == null || e.byOperator() || e.slow()) {
            return false;
        }
        goodProbes = good ? goodProbes + 1 : 0;
        return goodProbes >= policy.probesToReturn() && end();
    }

    private boolean end() {
        inForce = null;
        ignored = false;
        return true;
    }
}
