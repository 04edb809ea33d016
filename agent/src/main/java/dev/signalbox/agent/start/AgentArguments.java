package dev.signalbox.agent.start;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind {@code -javaagent:signalbox-agent.jar=}: {@code key=value} pairs with commas between them.
 *
 * @param config the config file, or null
 * @param log the file to log to, or null for stderr
 * @param logLevel the least level that is logged, or null for the default
 * @param problems what could not be understood, in words
 */
public record AgentArguments(
        @Nullable File config, @Nullable File log, @Nullable String logLevel, List<String> problems) {

    /** Reads the arguments; nothing is ever refused, because the host comes first. */
    public static AgentArguments parse(@Nullable String text) {
        File config = null;
        File log = null;
        String logLevel = null;
        List<String> problems = new ArrayList<>();
        int from = 0;
        while (text != null && from < text.length()) {
            int comma = text.indexOf(',', from);
            String pair =
                    text.substring(from, comma < 0 ? text.length() : comma).trim();
            from = comma < 0 ? text.length() : comma + 1;
            int equals = pair.indexOf('=');
            String key = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            if (pair.isEmpty()) {
                continue;
            }
            if (value.isEmpty()) {
                problems.add(
                        "agent argument '" + pair + "' has no value; known are config=FILE, log=FILE, log-level=LEVEL");
            } else if (key.equals("config")) {
                config = new File(value);
            } else if (key.equals("log")) {
                log = new File(value);
            } else if (key.equals("log-level")) {
                logLevel = value;
            } else {
                problems.add(
                        "agent argument '" + key + "' is unknown; known are config=FILE, log=FILE, log-level=LEVEL");
            }
        }
        return new AgentArguments(config, log, logLevel, List.copyOf(problems));
    }
}
