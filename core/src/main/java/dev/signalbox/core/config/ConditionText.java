package dev.signalbox.core.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads {@code metric comparison threshold for duration}, and says what is wrong with a text that is none. */
final class ConditionText {
    static final String FORM = "a condition, such as error-rate > 0.2 for 10s or consecutive-errors >= 5";

    static final Scalars.Share SHARE = new Scalars.Share();
    static final Scalars.Whole COUNT = new Scalars.Whole(0, 1_000_000);
    static final Scalars.Span THRESHOLD = new Scalars.Span(Duration.ofMillis(1), Duration.ofHours(24));
    static final Scalars.Span HOLDS = new Scalars.Span(Duration.ofMillis(100), Duration.ofHours(1));

    private final Located<String> text;
    private final Problems problems;
    private String rest;

    private ConditionText(Located<String> text, Problems problems) {
        this.text = text;
        this.problems = problems;
        this.rest = text.value().strip();
    }

    /** The condition; null after a problem was added. */
    static @Nullable Condition read(Located<String> text, Problems problems) {
        return new ConditionText(text, problems).read();
    }

    private @Nullable Condition read() {
        String word = take(false);
        String sign = take(true);
        Metric metric = metric(word, sign);
        if (metric == null) {
            return null;
        }
        Comparison comparison = Comparison.of(sign);
        if (comparison == null) {
            String found =
                    sign.isEmpty() ? "no comparison after " + Texts.quote(word) : "the comparison " + Texts.quote(sign);
            return wrong(found, ">, >=, <, <=", swapped(sign));
        }
        String number = take(false);
        Double threshold = threshold(metric, number);
        if (threshold == null || isConstant(metric, comparison, threshold)) {
            return null;
        }
        Duration holds = holds();
        return holds == null ? null : new Condition(metric, comparison, threshold, holds);
    }

    private @Nullable Metric metric(String word, String sign) {
        Metric metric = Metric.of(word);
        if (metric == null) {
            boolean none = word.isEmpty() || sign.isEmpty();
            String found = none ? "found " + Texts.quote(text.value()) : "no such metric: " + Texts.quote(word);
            return wrong(found, none ? FORM : Texts.list(Metric.words()), Texts.nearest(word, Metric.words()));
        }
        return metric;
    }

    private @Nullable Double threshold(Metric metric, String number) {
        String allowed = metric.unit().allowed();
        Double value = switch (metric.unit()) {
            case SHARE -> SHARE.parse(number);
            case COUNT -> {
                Integer whole = COUNT.parse(number);
                yield whole == null ? null : (double) whole;
            }
            case DURATION -> {
                Duration span = THRESHOLD.parse(number);
                yield span == null ? null : (double) span.toMillis();
            }
        };
        if (value != null) {
            return value;
        }
        boolean unitMissing = metric.unit() == Metric.Unit.DURATION && COUNT.parse(number) != null;
        String found = number.isEmpty()
                ? "no threshold for " + metric.word()
                : unitMissing
                        ? metric.word() + " needs a unit: found the threshold " + Texts.quote(number)
                        : "the threshold " + Texts.quote(number) + " for " + metric.word();
        return wrong(found, allowed, unitMissing ? number + "s" : null);
    }

    /** Whether no value, or every one, would fulfil the condition; a problem has been added then. */
    private boolean isConstant(Metric metric, Comparison comparison, double threshold) {
        boolean never = comparison == Comparison.BELOW && threshold == 0;
        boolean always = comparison == Comparison.AT_LEAST && threshold == 0;
        if (metric.unit() == Metric.Unit.SHARE) {
            never |= comparison == Comparison.ABOVE && threshold == 1;
            always |= comparison == Comparison.AT_MOST && threshold == 1;
        }
        if (never || always) {
            wrong(
                    Texts.quote(text.value()) + (never ? " can never hold" : " holds for every value"),
                    "a condition that some values fulfil",
                    null);
        }
        return never || always;
    }

    private @Nullable Duration holds() {
        String keyword = take(false);
        if (keyword.isEmpty() && rest.isEmpty()) {
            return Duration.ZERO;
        }
        if (!keyword.equals("for")) {
            String found = keyword.isEmpty() ? rest : keyword;
            return wrong(
                    "found " + Texts.quote(found) + " after the threshold",
                    "for and a length of time, or nothing",
                    null);
        }
        String span = take(false);
        Duration holds = HOLDS.parse(span);
        if (holds == null || !rest.isEmpty()) {
            String found = holds == null ? span : rest;
            return wrong(
                    found.isEmpty() ? "nothing after 'for'" : "found " + Texts.quote(found) + " after 'for'",
                    HOLDS.allowed(),
                    holds == null ? HOLDS.hint(span + rest) : null);
        }
        return holds;
    }

    /** Takes what stands next: signs of comparison, or what is none. */
    private String take(boolean signs) {
        int end = 0;
        while (end < rest.length() && !isBlank(rest.charAt(end)) && isSign(rest.charAt(end)) == signs) {
            end++;
        }
        String taken = rest.substring(0, end);
        rest = rest.substring(end).strip();
        return taken;
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isISOControl(c);
    }

    private static boolean isSign(char c) {
        return c == '>' || c == '<' || c == '=' || c == '!';
    }

    private static @Nullable String swapped(String sign) {
        return switch (sign) {
            case "=>" -> ">=";
            case "=<" -> "<=";
            default -> null;
        };
    }

    private <T> @Nullable T wrong(String found, String allowed, @Nullable String hint) {
        problems.add(text.place(), found, allowed, hint);
        return null;
    }
}
