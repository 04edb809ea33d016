package dev.signalbox.core.call;

import java.util.Locale;

/** What the caller of a call saw. */
public enum CallOutcome {
    /** An answer. */
    ANSWERED,
    /** An exception that a model threw. */
    FAILED,
    /** An exception of ours: no chain was allowed to run the call. */
    REJECTED,
    /** Nothing: it gave the call up itself. */
    CANCELLED;

    /** The word used in texts: {@code answered}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
