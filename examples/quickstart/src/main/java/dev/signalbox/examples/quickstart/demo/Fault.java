package dev.signalbox.examples.quickstart.demo;

import java.util.OptionalLong;

/**
 * A time in which the primary of one route was broken.
 *
 * @param kind whose primary
 * @param startNanos from when
 * @param endNanos until when
 */
record Fault(Kind kind, long startNanos, long endNanos) {
    /** Time to switch: from the fault's start to the first answer by another chain; NaN where there was none. */
    double switchMillis(Tally tally) {
        OptionalLong first = tally.firstEnd(
                startNanos, a -> a.kind() == kind && !a.failed() && !a.chain().equals(kind.primary()));
        return millis(startNanos, first);
    }

    /** Time to return: from the fault's end to the first answer by the primary; NaN where there was none. */
    double returnMillis(Tally tally) {
        OptionalLong first =
                tally.firstEnd(endNanos, a -> a.kind() == kind && a.chain().equals(kind.primary()));
        return millis(endNanos, first);
    }

    private static double millis(long from, OptionalLong to) {
        return to.isPresent() ? (to.getAsLong() - from) / 1e6 : Double.NaN;
    }
}
