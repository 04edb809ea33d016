package dev.signalbox.agent.log;

import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * Where the agent's log lines go: the process's own stderr, which a {@code System.err} replaced by the host is not, or a
 * file. A line is one write, so that lines of several threads do not mix.
 */
public final class LogOutput {
    private static volatile Level threshold = Level.WARN;
    private static volatile OutputStream out = new FileOutputStream(FileDescriptor.err);

    private LogOutput() {}

    /**
     * Sets file and level as the agent's arguments say. What cannot be done is logged to stderr.
     *
     * @param file null for stderr
     * @param level null for warnings and up
     */
    public static void configure(@Nullable File file, @Nullable String level) {
        if (level != null && !level(level)) {
            write(
                    Level.WARN,
                    "signalbox.agent",
                    "log-level '" + level + "' is unknown; allowed are error, warn, info, debug, trace",
                    null);
        }
        if (file != null) {
            try {
                out = new FileOutputStream(file, true);
            } catch (IOException e) {
                write(
                        Level.WARN,
                        "signalbox.agent",
                        "log file cannot be written, logging to stderr: " + e.getMessage(),
                        null);
            }
        }
    }

    /**
     * Sets the least level that is logged.
     *
     * @return whether there is such a level
     */
    public static boolean level(String name) {
        for (Level each : Level.values()) {
            if (each.name().equals(name.toUpperCase(Locale.ROOT))) {
                threshold = each;
                return true;
            }
        }
        return false;
    }

    static boolean isEnabled(Level level) {
        return level.toInt() >= threshold.toInt();
    }

    static void write(Level level, String logger, String message, @Nullable Throwable throwable) {
        StringBuilder line = new StringBuilder()
                .append(Instant.now().truncatedTo(ChronoUnit.MILLIS))
                .append(" [signalbox] ")
                .append(level)
                .append(' ')
                .append(logger.startsWith("signalbox.") || logger.startsWith("dev.signalbox.") ? "" : logger + ": ")
                .append(message);
        if (throwable != null) {
            line.append(": ").append(isEnabled(Level.DEBUG) ? stackTrace(throwable) : throwable);
        }
        line.append(System.lineSeparator());
        try {
            out.write(line.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // a full disk or a closed stderr is not the host's business
        }
    }

    private static String stackTrace(Throwable throwable) {
        StringWriter text = new StringWriter();
        throwable.printStackTrace(new PrintWriter(text));
        return text.toString().stripTrailing();
    }
}
