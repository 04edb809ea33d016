package dev.signalbox.core.recovery;

import java.util.Locale;

/** Where an incident's action stands. */
public enum RecoveryStatus {
    /** It is wanted, and cannot be taken here or now. */
    PENDING,
    /** It is being taken. */
    IN_PROGRESS,
    /** The incident is over, and the action did what it is for. */
    COMPLETED,
    /** The incident is over, or was given up, and the action did not do what it is for. */
    FAILED;

    /** The word used in JMX and texts. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether nothing more comes. */
    public boolean isFinal() {
        return this == COMPLETED || this == FAILED;
    }
}
