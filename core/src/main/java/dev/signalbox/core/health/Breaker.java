package dev.signalbox.core.health;

import dev.signalbox.core.health.BreakerState.Closed;
import dev.signalbox.core.health.BreakerState.HalfOpen;
import dev.signalbox.core.health.BreakerState.Open;
import dev.signalbox.core.time.Randomness;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

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
    private volatile BreakerState state = new Closed(0);
    private final AtomicInteger consecutive = new AtomicInteger();

    /** A closed breaker. */
    public Breaker(BreakerPolicy policy, Randomness random) {
        this.policy = policy;
        this.random = random;
    }

    /** The state in force. */
    public BreakerState state() {
        return state;
    }

    /** Failures in a row, of calls that were granted under the state in force. */
    public int consecutiveFailures() {
        return consecutive.get();
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
        return s instanceof Closed closed ? closed.generation() : tryProbe(now);
    }

    private int tryProbe(long now) {
        while (true) {
            BreakerState s = state;
            HalfOpen next;
            if (s instanceof Closed closed) {
                return closed.generation();
            } else if (s instanceof Open open) {
                if (now - open.untilNanos() < 0) {
                    return REFUSED;
                }
                next = halfOpen(open.generation() + 1, open.lengthNanos(), now);
            } else {
                HalfOpen half = (HalfOpen) s;
                if (half.leased() + half.succeeded() < policy.probes()) {
                    next = new HalfOpen(
                            half.generation(),
                            half.lengthNanos(),
                            half.leased() + 1,
                            half.succeeded(),
                            now + policy.probeLease().toNanos());
                } else if (now - half.leaseEndsNanos() >= 0) {
                    next = halfOpen(half.generation() + 1, half.lengthNanos(), now);
                } else {
                    return REFUSED;
                }
            }
            if (STATE.compareAndSet(this, s, next)) {
                return next.generation();
            }
        }
    }

    private HalfOpen halfOpen(int generation, long lengthNanos, long now) {
        return new HalfOpen(
                generation, lengthNanos, 1, 0, now + policy.probeLease().toNanos());
    }

    /**
     * The call succeeded.
     *
     * @return true where this closed the breaker
     */
    public boolean succeeded(int permit) {
        BreakerState s = state;
        if (!(s instanceof Closed)) {
            return probeSucceeded(permit);
        }
        if (consecutive.getOpaque() != 0 && s.generation() == permit) {
            consecutive.set(0);
        }
        return false;
    }

    private boolean probeSucceeded(int permit) {
        while (true) {
            if (!(state instanceof HalfOpen half) || half.generation() != permit) {
                return false;
            }
            boolean enough = half.succeeded() + 1 >= policy.probes();
            BreakerState next = enough
                    ? new Closed(half.generation() + 1)
                    : new HalfOpen(
                            half.generation(),
                            half.lengthNanos(),
                            half.leased() - 1,
                            half.succeeded() + 1,
                            half.leaseEndsNanos());
            if (STATE.compareAndSet(this, half, next)) {
                if (enough) {
                    consecutive.set(0);
                }
                return enough;
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
        if (state.generation() != permit) {
            return false;
        }
        int inARow = consecutive.incrementAndGet();
        long wish = Math.min(wishNanos, policy.longestOpen().toNanos());
        while (true) {
            BreakerState s = state;
            if (s.generation() != permit) {
                return false;
            }
            Open next;
            if (s instanceof HalfOpen half) {
                long length =
                        Math.min(half.lengthNanos() * 2, policy.longestOpen().toNanos());
                next = open(half.generation() + 1, length, now, "a probe failed", wish);
            } else if (s instanceof Closed && inARow >= policy.consecutiveFailures()) {
                next = open(s.generation() + 1, policy.firstOpen().toNanos(), now, inARow + " failures in a row", wish);
            } else if (s instanceof Closed && wish > 0) {
                next = new Open(
                        s.generation() + 1, now + wish, policy.firstOpen().toNanos(), wished(wish));
            } else {
                return false;
            }
            if (STATE.compareAndSet(this, s, next)) {
                return true;
            }
        }
    }

    /** The call says nothing about the node: it was cancelled, or failed by its caller's fault. */
    public void ignored(int permit) {
        while (state instanceof HalfOpen half && half.generation() == permit) {
            HalfOpen next = new HalfOpen(
                    half.generation(), half.lengthNanos(), half.leased() - 1, half.succeeded(), half.leaseEndsNanos());
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
        return calls >= policy.minimumCalls()
                && rate >= policy.errorRate()
                && state instanceof Closed closed
                && STATE.compareAndSet(
                        this,
                        closed,
                        open(
                                closed.generation() + 1,
                                policy.firstOpen().toNanos(),
                                now,
                                Math.round(rate * 100) + " % of " + calls + " calls failed"));
    }

    private Open open(int generation, long lengthNanos, long now, String reason, long wishNanos) {
        Open own = open(generation, lengthNanos, now, reason);
        return now + wishNanos - own.untilNanos() <= 0
                ? own
                : new Open(generation, now + wishNanos, lengthNanos, wished(wishNanos));
    }

    private static String wished(long nanos) {
        return "it asked to be left alone for " + Math.max(1, TimeUnit.NANOSECONDS.toSeconds(nanos)) + " s";
    }

    private Open open(int generation, long lengthNanos, long now, String reason) {
        // A tenth of jitter keeps breakers that opened together from probing together.
        long jitter = random.nextLong(lengthNanos / 10 + 1);
        return new Open(generation, now + lengthNanos + jitter, lengthNanos, reason);
    }
}
