package dev.signalbox.core.hardware;

/** A figure that cannot be had, and why. */
final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unreadable(String why) {
        super(why, null, false, false);
    }

    /** The value, unless it is the 0 or -1 by which a source says that it does not know. */
    static long unlessPositive(long value, String source) {
        if (value <= 0) {
            throw new Unreadable(source + " does not tell");
        }
        return value;
    }
}
