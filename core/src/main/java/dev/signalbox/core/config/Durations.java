package dev.signalbox.core.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The one way in which a length of time is written, in the config and in the arguments of JMX operations. */
public final class Durations {
    /** What {@link #parse} takes, in words. */
    public static final String FORMS = "a whole number and a unit (ms, s, m or h), such as 100ms, 30s, 5m or 1h";

    /** Far beyond any use, and short enough that nanoseconds and sums of a few do not overflow. */
    private static final Duration LONGEST = Duration.ofHours(24 * 365);

    private Durations() {}

    /**
     * Reads {@code 100ms}, {@code 30s}, {@code 5m} or {@code 1h}; spaces around it do not matter.
     *
     * @throws IllegalArgumentException with a message that names the allowed forms
     */
    public static Duration parse(String text) {
        Duration duration = tryParse(text.strip());
        if (duration == null) {
            throw new IllegalArgumentException(
                    "not a length of time: " + Texts.quote(text) + "; allowed: " + FORMS + ", at most a year");
        }
        return duration;
    }

    /** Writes a length of time so that {@link #parse} reads it, in the largest unit that is exact; below 1 ms is cut. */
    public static String format(Duration duration) {
        long millis = duration.toMillis();
        if (millis == 0) {
            return "0s";
        } else if (millis % 3_600_000 == 0) {
            return millis / 3_600_000 + "h";
        } else if (millis % 60_000 == 0) {
            return millis / 60_000 + "m";
        }
        return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
    }

    static @Nullable Duration tryParse(String text) {
        int digits = 0;
        while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
            digits++;
        }
        if (digits == 0 || digits > 11) { // a year has 11 digits of milliseconds
            return null;
        }
        long amount = Long.parseLong(text.substring(0, digits));
        Duration duration = switch (text.substring(digits)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> null;
        };
        return duration == null || duration.compareTo(LONGEST) > 0 ? null : duration;
    }
}
