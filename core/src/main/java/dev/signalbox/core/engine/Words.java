package dev.signalbox.core.engine;

/** A failure of the application's own code in words: its message is the application's code too, and may fail as well. */
final class Words {
    private Words() {}

    static String of(Throwable failure) {
        try {
            return String.valueOf(failure);
        } catch (Throwable evenThis) {
            return failure.getClass().getName();
        }
    }
}
