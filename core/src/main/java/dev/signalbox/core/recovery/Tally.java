package dev.signalbox.core.recovery;

/**
 * What became of the calls of a route.
 *
 * @param failures attempts that failed and that another node could have made good
 * @param retries attempts repeated on the same node
 * @param retried calls answered by a repeated attempt
 * @param failedOver calls answered by another node
 * @param seen calls whose caller was given an exception
 * @param withoutChain calls that no chain was allowed to run
 */
public record Tally(long failures, long retries, long retried, long failedOver, long seen, long withoutChain) {
    /** Nothing yet. */
    public static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0);

    /** What came since an earlier reading; never negative. */
    public Tally since(Tally before) {
        return new Tally(
                Math.max(0, failures - before.failures),
                Math.max(0, retries - before.retries),
                Math.max(0, retried - before.retried),
                Math.max(0, failedOver - before.failedOver),
                Math.max(0, seen - before.seen),
                Math.max(0, withoutChain - before.withoutChain));
    }

    /** The larger of two readings of counters that only grow, and are not read all at the same moment. */
    public Tally atLeast(Tally before) {
        return new Tally(
                Math.max(failures, before.failures),
                Math.max(retries, before.retries),
                Math.max(retried, before.retried),
                Math.max(failedOver, before.failedOver),
                Math.max(seen, before.seen),
                Math.max(withoutChain, before.withoutChain));
    }

    /** Whether nothing failed. */
    public boolean isQuiet() {
        return failures == 0 && seen == 0 && withoutChain == 0;
    }
}
