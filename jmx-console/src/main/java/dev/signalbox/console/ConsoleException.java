package dev.signalbox.console;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A failure as the operator is told of it: what happened in one line, and what helps in another. */
public final class ConsoleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;
    private final String hint;
    private final transient List<String> known;

    private ConsoleException(int exitCode, String message, String hint, List<String> known, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
        this.hint = hint;
        this.known = List.copyOf(known);
    }

    /** The target was reached and said no. */
    public static ConsoleException refused(String message, String hint, @Nullable Throwable cause) {
        return new ConsoleException(ExitCodes.REFUSED, message, hint, List.of(), cause);
    }

    /** A name that the target does not know; {@code known} holds those it does, nearest first. */
    public static ConsoleException unknown(String message, String hint, List<String> known) {
        return new ConsoleException(ExitCodes.REFUSED, message, hint, known, null);
    }

    /** What was typed cannot be meant. */
    public static ConsoleException usage(String message, String hint) {
        return new ConsoleException(ExitCodes.USAGE, message, hint, List.of(), null);
    }

    /** There is no target, or more than one; {@code candidates} holds those. */
    public static ConsoleException noTarget(String message, String hint, List<String> candidates) {
        return new ConsoleException(ExitCodes.NO_TARGET, message, hint, candidates, null);
    }

    /** The target cannot be reached, or no longer. */
    public static ConsoleException noConnection(String message, String hint, @Nullable Throwable cause) {
        return new ConsoleException(ExitCodes.NO_CONNECTION, message, hint, List.of(), cause);
    }

    /** The exit code it ends with. */
    public int exitCode() {
        return exitCode;
    }

    /** What helps, or empty. */
    public String hint() {
        return hint;
    }

    /** The names that would have been understood, nearest first, or empty. */
    public List<String> known() {
        return known;
    }
}
