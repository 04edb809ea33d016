package dev.signalbox.core.call;

import org.jspecify.annotations.Nullable;

/**
 * Tells one listener of the calls that took long. Where nobody listens, a call pays one read and one comparison for it, and
 * nothing is allocated.
 */
public final class SlowCalls {
    private volatile long fromNanos = Long.MAX_VALUE;
    private volatile @Nullable Listener listener;

    /** Hears of slow calls, on the thread that made the call; what it throws is counted and goes no further. */
    @FunctionalInterface
    public interface Listener {
        /**
         * A call has ended.
         *
         * @param route the route, or empty where the call was only measured
         * @param chain the chain that answered; empty where none did
         * @param node the node that answered; the class that was called where no route is involved; empty where no node was
         *     left to try
         * @param callSite the id of the call site
         * @param outcome what the caller saw
         * @param failedAttempt whether an attempt failed, also where another one answered
         * @param nanos how long it took, in nanoseconds
         */
        void ended(
                String route,
                String chain,
                String node,
                String callSite,
                CallOutcome outcome,
                boolean failedAttempt,
                long nanos);
    }

    /**
     * Has calls told from now on, to this listener alone.
     *
     * @param atLeastNanos from how long on a call is slow, in nanoseconds; 0 means every call
     */
    public void listen(long atLeastNanos, Listener to) {
        listener = to;
        fromNanos = atLeastNanos;
    }

    /** Has no calls told from now on. */
    public void ignore() {
        fromNanos = Long.MAX_VALUE;
        listener = null;
    }

    /** Whether a call of this length is to be told. */
    boolean include(long nanos) {
        return nanos >= fromNanos;
    }

    void tell(Call call, CallOutcome outcome, long nanos, Failures failures) {
        Listener to = listener;
        if (to == null) {
            return;
        }
        try {
            to.ended(
                    call.route == null ? "" : call.route.name(),
                    call.node == null || call.chain == null ? "" : call.chain.name(),
                    of(call),
                    call.site().id(),
                    outcome,
                    call.firstFailure != null,
                    nanos);
        } catch (Throwable ours) {
            failures.count("the record of a slow call", ours);
        }
    }

    private static String of(Call call) {
        if (call.node != null) {
            return call.node.name();
        }
        return call.route != null || call.instance == null ? "" : call.instance.className();
    }
}
