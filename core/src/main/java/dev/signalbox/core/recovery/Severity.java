package dev.signalbox.core.recovery;

import java.util.Locale;

/** How bad an incident is; it only grows. */
public enum Severity {
    /** Nobody noticed: a retry, or a move of calls, made it good. */
    LOW,
    /** Other nodes or chains had to answer. */
    MEDIUM,
    /** A caller was given an exception. */
    HIGH,
    /** No chain was left that may run. */
    CRITICAL;

    /** The word used in JMX and texts. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
