package dev.signalbox.console.connect;

import com.sun.tools.attach.AttachNotSupportedException;
import dev.signalbox.console.ConsoleException;
import java.io.IOException;
import java.rmi.UnmarshalException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanException;
import javax.management.RuntimeErrorException;
import javax.management.RuntimeMBeanException;
import javax.management.RuntimeOperationsException;
import org.jspecify.annotations.Nullable;

/** Turns what JMX, RMI and attach throw into what an operator can use. */
final class Failures {
    private Failures() {}

    static ConsoleException explain(String doing, Throwable failure) {
        if (failure instanceof ConsoleException known) {
            return known;
        }
        if (failure instanceof MBeanException || failure instanceof RuntimeMBeanException) {
            return ConsoleException.refused(words(unwrapped(failure)), "", failure);
        }
        if (failure instanceof RuntimeErrorException || failure instanceof RuntimeOperationsException) {
            return ConsoleException.refused(doing + ": " + text(innermost(failure)), "", failure);
        }
        if (failure instanceof SecurityException) {
            return ConsoleException.refused(
                    doing + ": " + text(failure),
                    "this user may read but not change; use one with readwrite access",
                    failure);
        }
        if (failure instanceof InstanceNotFoundException) {
            return ConsoleException.refused(
                    doing + ": the bean is gone: " + text(failure),
                    "the config may have been reloaded; see 'status'",
                    failure);
        }
        if (failure instanceof UnmarshalException && hasCause(failure, ClassNotFoundException.class)) {
            return ConsoleException.refused(
                    doing + ": the answer holds a class this console does not know: " + text(innermost(failure)),
                    "use the console of the agent's version",
                    failure);
        }
        if (failure instanceof IOException) {
            return ConsoleException.noConnection(
                    doing + ": " + text(innermost(failure)), "is the JVM still running? see 'list --all'", failure);
        }
        if (failure instanceof JMException) {
            return ConsoleException.refused(doing + ": " + text(failure), "", failure);
        }
        if (isAttachFailure(failure)) {
            return ConsoleException.noConnection(
                    doing + ": " + text(failure), "connect by its JMX service URL instead: --url host:port", failure);
        }
        return ConsoleException.noConnection(
                doing + ": " + failure.getClass().getSimpleName() + ": " + text(failure),
                "--verbose shows where it comes from",
                failure);
    }

    /** What the bean itself threw. */
    private static Throwable unwrapped(Throwable failure) {
        Throwable t = failure;
        while ((t instanceof MBeanException || t instanceof RuntimeMBeanException) && t.getCause() != null) {
            t = t.getCause();
        }
        return t;
    }

    /** All of a bean's message, in one line. */
    private static String words(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank()
                ? failure.getClass().getSimpleName()
                : String.join(" ", message.strip().lines().map(String::strip).toList());
    }

    static String text(Throwable failure) {
        String message = failure.getMessage();
        String line = message == null ? "" : message.strip().lines().findFirst().orElse("");
        return line.isEmpty() ? failure.getClass().getSimpleName() : line;
    }

    static Throwable innermost(Throwable failure) {
        Throwable t = failure;
        for (Throwable cause = t.getCause(); cause != null && cause != t; cause = t.getCause()) {
            t = cause;
        }
        return t;
    }

    private static boolean hasCause(Throwable failure, Class<? extends Throwable> type) {
        for (@Nullable Throwable t = failure; t != null; t = t.getCause()) {
            if (type.isInstance(t)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAttachFailure(Throwable failure) {
        // By name where the module is missing: naming the class would then throw.
        return Attach.isAvailable() && failure instanceof AttachNotSupportedException;
    }
}
