package dev.signalbox.core.admission;

/** The period that a limit on tokens is given for. A budget may have one limit for each at once. */
public enum Bandwidth {
    /** Tokens per second. */
    SECOND(1),
    /** Tokens per minute. */
    MINUTE(60),
    /** Tokens per day of 24 hours. */
    DAY(86_400);

    private final int seconds;

    Bandwidth(int seconds) {
        this.seconds = seconds;
    }

    /** The length of the period, in seconds. */
    public int seconds() {
        return seconds;
    }
}
