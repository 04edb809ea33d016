package dev.signalbox.agent.site;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** What a {@code Retry-After} header says: seconds, or a date. */
public final class RetryAfter {
    private static final double LONGEST_SECONDS = Duration.ofDays(1).toSeconds();

    private RetryAfter() {}

    /**
     * The wait in nanoseconds, a day at most; -1 where the header says nothing that can be read.
     *
     * @param nowMillis milliseconds since the Unix epoch, for headers that tell a date
     */
    public static long nanos(@Nullable String header, long nowMillis) {
        return header == null ? -1 : ofSeconds(seconds(header.strip(), nowMillis));
    }

    /** The wait that a header in milliseconds says, in nanoseconds. */
    public static long millis(@Nullable String header) {
        return header == null ? -1 : ofSeconds(number(header.strip()) / 1e3);
    }

    private static double seconds(String text, long nowMillis) {
        double number = number(text);
        if (!Double.isNaN(number)) {
            return number;
        }
        try {
            Instant date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Duration.between(Instant.ofEpochMilli(nowMillis), date).toMillis() / 1e3;
        } catch (DateTimeException | ArithmeticException e) {
            return Double.NaN;
        }
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static long ofSeconds(double seconds) {
        return seconds >= 0 ? (long) (Math.min(seconds, LONGEST_SECONDS) * 1e9) : -1;
    }
}
