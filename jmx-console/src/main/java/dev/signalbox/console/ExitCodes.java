package dev.signalbox.console;

/** The exit codes of the console; they are part of its public interface. */
public final class ExitCodes {
    /** The verb was done. */
    public static final int OK = 0;
    /** The target was reached and refused: an unknown route, a missing right, a bad config. */
    public static final int REFUSED = 1;
    /** The command line was wrong; nothing was contacted. */
    public static final int USAGE = 2;
    /** No JVM with the agent was found, or more than one. */
    public static final int NO_TARGET = 3;
    /** The target could not be reached, stopped answering, or was lost. */
    public static final int NO_CONNECTION = 4;

    private ExitCodes() {}
}
