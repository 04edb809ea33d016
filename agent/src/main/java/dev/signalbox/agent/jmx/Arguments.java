package dev.signalbox.agent.jmx;

import dev.signalbox.core.config.Durations;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks what operators type. JConsole puts the literal text {@code String} into every text field, so that text is refused
 * with a hint unless it really is a name.
 */
final class Arguments {
    private static final String PREFILLED = "String";
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofHours(7 * 24);
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
        if (given == null || given.isBlank()) {
            return 0;
        }
        String allowed = "; allowed: " + Durations.FORMS + ", from " + Durations.format(SHORTEST) + " to "
                + Durations.format(LONGEST) + ", or empty for no end";
        if (given.equals(PREFILLED)) {
            throw new IllegalArgumentException(prefilled(parameter) + allowed);
        }
        Duration duration;
        try {
            duration = Durations.parse(given);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(parameter + ": not a length of time: '" + given + "'" + allowed);
        }
        if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(parameter + ": out of range: '" + given + "'" + allowed);
        }
        return duration.toNanos();
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
