package dev.signalbox.core.recovery;

/** What a caller is given where every attempt failed: the first attempt's exception, the others suppressed. */
public final class FirstFailure {
    private static final int MOST_SUPPRESSED = 8;

    private FirstFailure() {}

    /**
     * Adds a later failure to the first one: at most 8, never itself, never twice. An exception that is shared between calls
     * (a constant) therefore cannot grow without bound.
     */
    public static void suppress(Throwable first, Throwable later) {
        if (first == later) {
            return;
        }
        Throwable[] there = first.getSuppressed();
        if (there.length >= MOST_SUPPRESSED) {
            return;
        }
        for (Throwable t : there) {
            if (t == later) {
                return;
            }
        }
        first.addSuppressed(later);
    }
}
