package dev.signalbox.core.recovery;

import java.util.Locale;

/** What an incident is about. */
public enum RecoveryType {
    /** Attempts fail, a chain is out of use, or none may run. */
    ROUTING,
    /** There is too little of something: nodes, memory, a budget. */
    RESOURCE,
    /** A node is given less than its share of calls. */
    BALANCE;

    /** The word used in JMX and texts. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
