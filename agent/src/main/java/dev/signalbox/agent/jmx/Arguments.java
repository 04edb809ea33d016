package dev.signalbox.agent.jmx;

import dev.signalbox.core.config.Durations;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks what operators type. JConsole puts the literal text {@code String} into every text field, so that text is refused
 * with a hint unless it really is a name.
 */
final class Arguments {
    private static final String PREFILLED = "String";
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofHours(7 * 24);
    private static final double BARE_LEVEL = 0.5;
    private static final int LONGEST_REASON = 500;

    private Arguments() {}

    /** A name that is known. */
    static String name(String parameter, @Nullable String given, List<String> known) {
        String names = known.isEmpty() ? "none yet" : String.join(", ", known);
        if (given == null || given.isBlank()) {
            throw new IllegalArgumentException(parameter + ": nothing was given; known: " + names);
        }
        if (known.contains(given)) {
            return given;
        }
        String stripped = given.strip();
        if (known.contains(stripped)) {
            return stripped;
        }
        throw new IllegalArgumentException(
                given.equals(PREFILLED)
                        ? prefilled(parameter) + "; known: " + names
                        : parameter + ": unknown '" + given + "'; known: " + names);
    }

    /** How long, in nanoseconds; 0 for no end. */
    static long nanos(String parameter, @Nullable String given) {
        return given == null || given.isBlank()
                ? 0
                : nanos(parameter, given, SHORTEST, LONGEST, ", or empty for no end");
    }

    /** How long, in nanoseconds; it must be given. */
    static long nanos(String parameter, @Nullable String given, Duration shortest, Duration longest) {
        return nanos(parameter, given == null ? "" : given, shortest, longest, "");
    }

    private static long nanos(String parameter, String given, Duration shortest, Duration longest, String otherwise) {
        String allowed = "; allowed: " + Durations.FORMS + ", from " + Durations.format(shortest) + " to "
                + Durations.format(longest) + otherwise;
        if (given.equals(PREFILLED)) {
            throw new IllegalArgumentException(prefilled(parameter) + allowed);
        }
        Duration duration;
        try {
            duration = Durations.parse(given);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(parameter + ": not a length of time: '" + given + "'" + allowed);
        }
        if (duration.compareTo(shortest) < 0 || duration.compareTo(longest) > 0) {
            throw new IllegalArgumentException(parameter + ": out of range: '" + given + "'" + allowed);
        }
        return duration.toNanos();
    }

    /** A share that is not nothing. */
    static double share(String parameter, double given) {
        if (!(given > 0 && given <= 1)) {
            throw new IllegalArgumentException(
                    parameter + ": out of range: " + given + "; allowed: above 0 and up to 1");
        }
        return given;
    }

    /** The most of something; infinite for 0, which is no limit. */
    static double most(String parameter, double given) {
        if (!(given >= 0)) {
            throw new IllegalArgumentException(
                    parameter + ": out of range: " + given + "; allowed: 0 for no limit, or more");
        }
        return given == 0 ? Double.POSITIVE_INFINITY : given;
    }

    /** Names with levels from 0 to 1, such as {@code json=0.8, reasoning}; a name alone means 0.5. */
    static Map<String, Double> levels(String parameter, @Nullable String given) {
        Map<String, Double> levels = new LinkedHashMap<>();
        if (given == null || given.isBlank()) {
            return levels;
        }
        if (given.equals(PREFILLED)) {
            throw new IllegalArgumentException(prefilled(parameter) + "; say what is required, or leave it empty");
        }
        for (String part : given.split(",", -1)) {
            String name = part.substring(0, part.contains("=") ? part.indexOf('=') : part.length())
                    .strip();
            double level = part.contains("=") ? level(part.substring(part.indexOf('=') + 1)) : BARE_LEVEL;
            if (name.isEmpty() || !(level >= 0 && level <= 1)) {
                throw new IllegalArgumentException(parameter + ": not a capability: '" + part.strip()
                        + "'; allowed: names with levels from 0 to 1, such as json=0.8, reasoning");
            }
            levels.put(name, level);
        }
        return levels;
    }

    private static double level(String text) {
        try {
            return Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** Why, in words, on one line; empty where nothing was given. */
    static String reason(String parameter, @Nullable String given) {
        if (given == null || given.isBlank()) {
            return "";
        }
        if (given.equals(PREFILLED)) {
            throw new IllegalArgumentException(prefilled(parameter) + "; say why, or leave it empty");
        }
        if (given.length() > LONGEST_REASON) {
            throw new IllegalArgumentException(
                    parameter + ": " + given.length() + " characters; allowed: at most " + LONGEST_REASON);
        }
        return given.strip().replaceAll("\\p{Cntrl}+", " ");
    }

    private static String prefilled(String parameter) {
        return parameter + ": '" + PREFILLED + "' is only the text that JConsole puts into an empty field";
    }
}
