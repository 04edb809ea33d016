package dev.signalbox.core.health;

import dev.signalbox.core.health.BreakerState.Closed;
import dev.signalbox.core.health.BreakerState.HalfOpen;
import dev.signalbox.core.health.BreakerState.Open;
import dev.signalbox.core.time.Randomness;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;

/**
 * Keeps calls from a node that fails, and lets them come back by probes.
 *
 * <p>A permit is the generation of the state that granted it. Outcomes are handed in with their permit, so that calls which
 * began before a change of state cannot undo it. Every permit is settled exactly once: by {@link #succeeded},
 * {@link #failed} or {@link #ignored}.
 */
public final class Breaker {
    /** No permit: the node may not be called now. */
    public static final int REFUSED = -1;

    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(Breaker.class, "state", BreakerState.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final BreakerPolicy policy;
    private final Randomness random;
    private volatile long graceNanos;
    private volatile BreakerState state = new Closed(0, 0);

    /** A closed breaker. */
    public Breaker(BreakerPolicy policy, Randomness random) {
        this.policy = policy;
        this.random = random;
    }

    /** The state in force. */
    public BreakerState state() {
        return state;
    }

    /** Failures in a row; a success ends the row, and once it opened only the probes that close it. */
    public int consecutiveFailures() {
        return state.failures();
    }

    /** Closes it, whatever it was opened for: that was no trouble of the node's own. */
    public void forgive() {
        while (true) {
            BreakerState s = state;
            if (s instanceof Closed || STATE.compareAndSet(this, s, new Closed(s.generation() + 1, 0))) {
                return;
            }
        }
    }

    /** Whether calls pass freely. */
    public boolean isClosed() {
        return state instanceof Closed;
    }

    /**
     * Asks for a permit.
     *
     * @param now the monotonic time in nanoseconds
     * @return the permit, or {@link #REFUSED}
     */
    public int tryAcquire(long now) {
        BreakerState s = state;
        return s instanceof Closed closed ? closed.generation() : tryProbe(now, graceNanos);
    }

    /** Asks for a permit for a probe that is no call: it is not kept waiting by {@link #probesFirst}. */
    public int tryProbe(long now) {
        return tryProbe(now, 0);
    }

    /**
     * Has calls wait for such a probe once the breaker's time is up.
     *
     * @param nanos how long, in nanoseconds; 0 for not at all
     */
    public void probesFirst(long nanos) {
        graceNanos = nanos;
    }

    /** Ends the time for which an open breaker refuses calls; true where it was not over. */
    public boolean probeNow(long now) {
        while (state instanceof Open open && now - open.untilNanos() - graceNanos < 0) {
            Open next =
                    new Open(open.generation(), open.failures(), now - graceNanos, open.lengthNanos(), open.reason());
            if (STATE.compareAndSet(this, open, next)) {
                return true;
            }
        }
        return false;
    }

    private int tryProbe(long now, long grace) {
        while (true) {
            BreakerState s = state;
            HalfOpen next;
            if (s instanceof Closed closed) {
                return closed.generation();
            } else if (s instanceof Open open) {
                if (now - open.untilNanos() - grace < 0) {
                    return REFUSED;
                }
                next = halfOpen(open, open.lengthNanos(), now);
            } else {
                HalfOpen half = (HalfOpen) s;
                if (half.leased() + half.succeeded() < policy.probes()) {
                    next = probing(
                            half,
                            half.leased() + 1,
                            half.succeeded(),
                            now + policy.probeLease().toNanos());
                } else if (now - half.leaseEndsNanos() >= 0) {
                    next = halfOpen(half, half.lengthNanos(), now);
                } else {
                    return REFUSED;
                }
            }
            if (STATE.compareAndSet(this, s, next)) {
                return next.generation();
            }
        }
    }

    private HalfOpen halfOpen(BreakerState before, long lengthNanos, long now) {
        return new HalfOpen(
                before.generation() + 1,
                before.failures(),
                lengthNanos,
                1,
                0,
                now + policy.probeLease().toNanos());
    }

    private static HalfOpen probing(HalfOpen half, int leased, int succeeded, long leaseEndsNanos) {
        return new HalfOpen(half.generation(), half.failures(), half.lengthNanos(), leased, succeeded, leaseEndsNanos);
    }

    /**
     * The call succeeded.
     *
     * @return true where this closed the breaker
     */
    public boolean succeeded(int permit) {
        BreakerState s = state;
        return !(s instanceof Closed closed && (closed.failures() == 0 || closed.generation() != permit))
                && endRow(permit);
    }

    private boolean endRow(int permit) {
        while (true) {
            BreakerState s = state;
            if (s.generation() != permit || s instanceof Open) {
                return false;
            }
            BreakerState next;
            boolean closes = false;
            if (s instanceof HalfOpen half) {
                closes = half.succeeded() + 1 >= policy.probes();
                next = closes
                        ? new Closed(half.generation() + 1, 0)
                        : probing(half, half.leased() - 1, half.succeeded() + 1, half.leaseEndsNanos());
            } else if (s.failures() == 0) {
                return false;
            } else {
                next = new Closed(s.generation(), 0);
            }
            if (STATE.compareAndSet(this, s, next)) {
                return closes;
            }
        }
    }

    /**
     * The call failed, and the node is to blame.
     *
     * @param now the monotonic time in nanoseconds
     * @return true where this opened the breaker
     */
    public boolean failed(int permit, long now) {
        return failed(permit, now, -1);
    }

    /**
     * The call failed, and the node is to blame; it may have asked to be left alone. That opens the breaker at once, for as long, or
     * for what it would have opened by itself where that is longer. It does not change how long it stays open the next time.
     *
     * @param now the monotonic time in nanoseconds
     * @param wishNanos how long the node asked to be left alone, bounded by {@link BreakerPolicy#longestOpen}; 0 or less where it
     *     did not
     * @return true where this opened the breaker
     */
    public boolean failed(int permit, long now, long wishNanos) {
        long wish = Math.min(wishNanos, policy.longestOpen().toNanos());
        while (true) {
            BreakerState s = state;
            if (s.generation() != permit || s instanceof Open) {
                return false;
            }
            int inARow = s.failures() + 1;
            BreakerState next;
            if (s instanceof HalfOpen half) {
                long length =
                        Math.min(half.lengthNanos() * 2, policy.longestOpen().toNanos());
                next = open(s, inARow, length, now, "a probe failed", wish);
            } else if (inARow >= policy.consecutiveFailures()) {
                next = open(s, inARow, policy.firstOpen().toNanos(), now, inARow + " failures in a row", wish);
            } else if (wish > 0) {
                next = new Open(
                        s.generation() + 1,
                        inARow,
                        now + wish,
                        policy.firstOpen().toNanos(),
                        wished(wish));
            } else {
                next = new Closed(s.generation(), inARow);
            }
            if (STATE.compareAndSet(this, s, next)) {
                return next instanceof Open;
            }
        }
    }

    /** The call says nothing about the node: it was cancelled, or failed by its caller's fault. */
    public void ignored(int permit) {
        while (state instanceof HalfOpen half && half.generation() == permit) {
            HalfOpen next = probing(half, half.leased() - 1, half.succeeded(), half.leaseEndsNanos());
            if (STATE.compareAndSet(this, half, next)) {
                return;
            }
        }
    }

    /**
     * Opens the breaker if too large a share of the window's calls failed; the control thread asks.
     *
     * @param rate share of failures over the window, NaN where there were no calls
     * @param calls calls in the window
     * @return true where this opened the breaker
     */
    public boolean openOnRate(double rate, long calls, long now) {
        if (calls < policy.minimumCalls() || !(rate >= policy.errorRate())) {
            return false;
        }
        while (state instanceof Closed closed) {
            String reason = Math.round(rate * 100) + " % of " + calls + " calls failed";
            Open next = open(closed, closed.failures(), policy.firstOpen().toNanos(), now, reason, 0);
            if (STATE.compareAndSet(this, closed, next)) {
                return true;
            }
        }
        return false;
    }

    private Open open(BreakerState before, int failures, long lengthNanos, long now, String reason, long wishNanos) {
        // A tenth of jitter keeps breakers that opened together from probing together.
        long own = lengthNanos + random.nextLong(lengthNanos / 10 + 1);
        boolean longer = wishNanos > own;
        return new Open(
                before.generation() + 1,
                failures,
                now + (longer ? wishNanos : own),
                lengthNanos,
                longer ? wished(wishNanos) : reason);
    }

    private static String wished(long nanos) {
        return "it asked to be left alone for " + Math.max(1, TimeUnit.NANOSECONDS.toSeconds(nanos)) + " s";
    }
}
