package dev.signalbox.core.route;

import dev.signalbox.core.metrics.Meter;
import dev.signalbox.core.ranking.Standing;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One chain of a route: the model of its only stage, the operator's switch, and what it did for this route. */
public final class Chain {
    private static final int SERVED = 0;
    private static final int FAILED = 1;
    private static final int LATE = 2;
    /** It failed by nobody's fault, or by its caller's: that says nothing of the chain. */
    private static final int UNTOLD = 3;

    private static final int OUTCOMES = 4;

    private final String route;
    private final String name;
    private final String model;
    private final Meter attempts;
    private final AtomicLong refusals;
    private final long maxLatencyNanos;
    private volatile Standing standing = Standing.UNKNOWN;
    private volatile boolean enabled = true;
    private volatile @Nullable String outOfUse;

    /**
     * An enabled chain.
     *
     * @param maxLatencyNanos the longest its calls may take, in nanoseconds: those that took longer count as answered late
     */
    public Chain(String route, String name, String model, long maxLatencyNanos) {
        this.maxLatencyNanos = maxLatencyNanos;
        this.route = route;
        this.name = name;
        this.model = model;
        this.attempts = new Meter(OUTCOMES, false);
        this.refusals = new AtomicLong();
    }

    /** A chain that takes over the operator's switch and the counters of the one that had its name before a reload. */
    Chain(String model, long maxLatencyNanos, Chain before) {
        this.maxLatencyNanos = maxLatencyNanos;
        this.route = before.route;
        this.name = before.name;
        this.model = model;
        this.attempts = before.attempts;
        this.refusals = before.refusals;
        this.enabled = before.enabled;
        this.outOfUse = before.outOfUse;
        this.standing = before.standing;
    }

    /** The route it belongs to. */
    public String route() {
        return route;
    }

    /** Its name, unique within its route. */
    public String name() {
        return name;
    }

    /** The model of its only stage. */
    public String model() {
        return model;
    }

    /** Counts an attempt that was answered after so many nanoseconds. */
    public void served(int stripe, long nanos) {
        attempts.record(stripe, nanos > maxLatencyNanos ? LATE : SERVED, 0);
    }

    /** Counts an attempt that failed. */
    public void failed(int stripe, boolean byItsFault) {
        attempts.record(stripe, byItsFault ? FAILED : UNTOLD, 0);
    }

    /** Counts a call that could not be put to this chain, such as a request that cannot be turned into one for its model. */
    public void refused() {
        refusals.incrementAndGet();
    }

    /** Attempts made. */
    public long attempts() {
        return attempts.total();
    }

    /** Calls it answered. */
    public long served() {
        return attempts.count(SERVED) + attempts.count(LATE);
    }

    /** Those of them that took no longer than the route's {@code max-latency}. */
    public long servedInTime() {
        return attempts.count(SERVED);
    }

    /** Attempts that failed. */
    public long failed() {
        return attempts.count(FAILED) + attempts.count(UNTOLD);
    }

    /** Attempts that tell whether it answers: those that it answered, and those that failed by its fault. */
    public long trials() {
        return served() + attempts.count(FAILED);
    }

    /** Calls that could not be put to it. */
    public long refusals() {
        return refusals.get();
    }

    /** What is known of it. */
    public Standing standing() {
        return standing;
    }

    /** Says what is known of it; the next decision heeds it. */
    public void setStanding(Standing known) {
        standing = known;
    }

    /** Whether an operator allows it. */
    public boolean isEnabled() {
        return enabled;
    }

    /** Why it is out of use by its conditions, in words; null where it is not. */
    public @Nullable String outOfUse() {
        return outOfUse;
    }

    /** Takes it out of use, or puts it in use again; it takes effect with the next plan. */
    public void setOutOfUse(@Nullable String reason) {
        outOfUse = reason;
    }

    /** Allows it or not. */
    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }
}
