package dev.signalbox.core.config;

import dev.signalbox.core.config.Shape.Scalar;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The plain values of the file: each knows its texts, and says them in words. */
final class Scalars {
    private Scalars() {}

    /** Any text that is not blank; {@code what} says what it stands for. */
    record Text(String what) implements Scalar<String> {
        @Override
        public @Nullable String parse(String text) {
            return text.isBlank() ? null : text;
        }

        @Override
        public String allowed() {
            return what;
        }
    }

    /** A Spring bean's name. */
    record BeanName() implements Scalar<String> {
        @Override
        public @Nullable String parse(String text) {
            // What Spring calls &x is the factory bean itself, and no model; ${x} is not resolved here.
            return text.isBlank() || text.startsWith("&") || text.contains("${") ? null : text;
        }

        @Override
        public String allowed() {
            return "a bean's name or alias, such as chatModel";
        }

        @Override
        public @Nullable String hint(String text) {
            String bare = text.startsWith("&") ? text.substring(1) : text;
            return !bare.equals(text) && parse(bare) != null ? bare : null;
        }
    }

    /** A name that the user chooses, plain enough for JMX names, command lines and metric names. */
    record Name() implements Scalar<String> {
        private static final int LONGEST = 64;

        @Override
        public @Nullable String parse(String text) {
            if (text.isEmpty() || text.length() > LONGEST || !Character.isLetterOrDigit(text.charAt(0))) {
                return null;
            }
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (!Character.isLetterOrDigit(c) && c != '.' && c != '-' && c != '_') {
                    return null;
                }
            }
            return text;
        }

        @Override
        public String allowed() {
            return "a name of letters, digits, '.', '-' and '_', at most " + LONGEST;
        }
    }

    /** {@code true} or {@code false}. */
    record Flag() implements Scalar<Boolean> {
        @Override
        public @Nullable Boolean parse(String text) {
            return switch (text) {
                case "true" -> Boolean.TRUE;
                case "false" -> Boolean.FALSE;
                default -> null;
            };
        }

        @Override
        public String allowed() {
            return "true, false";
        }

        @Override
        public @Nullable String hint(String text) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "yes", "on", "1", "y", "true" -> "true";
                case "no", "off", "0", "n", "false" -> "false";
                default -> Texts.nearest(text, List.of("true", "false"));
            };
        }
    }

    /** A whole number from {@code least} to {@code most}. */
    record Whole(int least, int most) implements Scalar<Integer> {
        @Override
        public @Nullable Integer parse(String text) {
            try {
                int number = Integer.parseInt(text);
                return number < least || number > most ? null : number;
            } catch (NumberFormatException e) {
                return null;
            }
        }

        @Override
        public String allowed() {
            return "a whole number from " + least + " to " + most;
        }
    }

    /** A share from 0 to 1, as {@code 20%} or {@code 0.2}. */
    record Share() implements Scalar<Double> {
        @Override
        public @Nullable Double parse(String text) {
            boolean percent = text.endsWith("%");
            String number = percent ? text.substring(0, text.length() - 1).strip() : text;
            boolean digit = false;
            for (int i = 0; i < number.length(); i++) {
                char c = number.charAt(i);
                digit |= c >= '0' && c <= '9';
                if ((c < '0' || c > '9') && c != '.') {
                    return null; // parseDouble takes NaN, 1e3 and 0x1p3 too
                }
            }
            if (!digit || number.indexOf('.') != number.lastIndexOf('.')) {
                return null;
            }
            double share = Double.parseDouble(number) / (percent ? 100 : 1);
            return share > 1 ? null : share;
        }

        @Override
        public String allowed() {
            return "a share from 0 to 1, such as 20% or 0.2";
        }
    }

    /** How well something is done, from 0 to 1. */
    record Level() implements Scalar<Double> {
        @Override
        public @Nullable Double parse(String text) {
            return text.endsWith("%") ? null : new Share().parse(text);
        }

        @Override
        public String allowed() {
            return "a level from 0 to 1, such as 0.8";
        }
    }

    /** A length of time from {@code least} to {@code most}. */
    record Span(Duration least, Duration most) implements Scalar<Duration> {
        @Override
        public @Nullable Duration parse(String text) {
            Duration duration = Durations.tryParse(text);
            return duration == null || duration.compareTo(least) < 0 || duration.compareTo(most) > 0 ? null : duration;
        }

        @Override
        public String allowed() {
            return Durations.FORMS + ", from " + Durations.format(least) + " to " + Durations.format(most);
        }

        @Override
        public @Nullable String hint(String text) {
            String close = text.replace(" ", "").toLowerCase(Locale.ROOT);
            return !close.equals(text) && parse(close) != null ? close : null;
        }
    }

    /** How important something is. */
    record Priority() implements Scalar<AllocationPriority> {
        private static final List<String> WORDS = List.of("critical", "high", "normal", "low");

        @Override
        public @Nullable AllocationPriority parse(String text) {
            return text.equals("medium") || WORDS.contains(text) ? AllocationPriority.parse(text) : null;
        }

        @Override
        public String allowed() {
            return Texts.list(WORDS);
        }

        @Override
        public @Nullable String hint(String text) {
            return Texts.nearest(text, WORDS);
        }
    }

    /** One of some words. */
    record Choice(List<String> words) implements Scalar<String> {
        Choice(String... words) {
            this(List.of(words));
        }

        @Override
        public @Nullable String parse(String text) {
            return words.contains(text) ? text : null;
        }

        @Override
        public String allowed() {
            return Texts.list(words);
        }

        @Override
        public @Nullable String hint(String text) {
            return Texts.nearest(text, words);
        }
    }
}
