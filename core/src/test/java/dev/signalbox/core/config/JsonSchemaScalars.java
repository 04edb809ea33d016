package dev.signalbox.core.config;

import dev.signalbox.core.config.Shape.Scalar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The JSON Schema of each plain value. The reader sees texts, a validator what YAML makes of them, so that what YAML takes for
 * a number may stand where the reader takes any text, and a number may be quoted.
 */
final class JsonSchemaScalars {
    private static final String IDENTIFIER =
            "[\\p{L}\\p{Nl}\\p{Sc}\\p{Pc}][\\p{L}\\p{Nl}\\p{Sc}\\p{Pc}\\p{Nd}\\p{Mn}\\p{Mc}]*";
    private static final String DOTTED = IDENTIFIER + "(\\." + IDENTIFIER + ")*";
    private static final String MEMBER = IDENTIFIER + "(\\." + IDENTIFIER + ")+";
    private static final String STATIC = DOTTED + "::" + IDENTIFIER;
    private static final String GETTER = IDENTIFIER + "(\\(\\))?";
    private static final String PARAMETER = "\\s*" + DOTTED + "(\\[\\])*(\\.\\.\\.)?(\\[\\])*\\s*";
    private static final List<String> ANY_TEXT = List.of("string", "number", "boolean");

    private JsonSchemaScalars() {}

    static Map<String, Object> of(Scalar<?> scalar) {
        if (scalar instanceof Scalars.Text text) {
            return text.what().equals(ConditionText.FORM)
                    ? pattern(scalar, "\\s*(" + condition() + ")\\s*", "string")
                    : unanchored(scalar, "\\S", ANY_TEXT);
        } else if (scalar instanceof Scalars.BeanName) {
            return unanchored(scalar, "^(?!&)(?!.*\\$\\{)(.*\\S)", ANY_TEXT);
        } else if (scalar instanceof Scalars.Name) {
            Map<String, Object> schema = name(scalar);
            schema.put("type", ANY_TEXT);
            schema.put("minimum", 0);
            return schema;
        } else if (scalar instanceof Scalars.Flag) {
            return pattern(scalar, "true|false", "boolean", "string");
        } else if (scalar instanceof Scalars.Whole whole) {
            return whole(scalar, whole.least(), whole.most());
        } else if (scalar instanceof Quantities.Count count) {
            return whole(scalar, 1, count.most());
        } else if (scalar instanceof Scalars.Share) {
            Map<String, Object> schema = pattern(scalar, share(), "number", "string");
            schema.put("minimum", 0);
            schema.put("maximum", 1);
            return schema;
        } else if (scalar instanceof Scalars.Level) {
            Map<String, Object> schema = pattern(scalar, NumberPatterns.decimal(1), "number", "string");
            schema.put("minimum", 0);
            schema.put("maximum", 1);
            return schema;
        } else if (scalar instanceof Quantities.Milli milli) {
            Map<String, Object> schema = pattern(scalar, NumberPatterns.decimal(milli.most()), "number", "string");
            schema.put("minimum", 0.001);
            schema.put("maximum", milli.most());
            return schema;
        } else if (scalar instanceof Quantities.Memory) {
            return pattern(scalar, memory(), "string");
        } else if (scalar instanceof Scalars.Span span) {
            return pattern(scalar, span(span), "string");
        } else if (scalar instanceof AllocationSchema.SpanText text) {
            return pattern(scalar, span(text.span()), "string");
        } else if (scalar instanceof Scalars.Priority) {
            return words(List.of("critical", "high", "normal", "low", "medium"));
        } else if (scalar instanceof Scalars.Choice choice) {
            return words(choice.words());
        }
        return pattern(scalar, java(scalar), "string");
    }

    /** What the keys of a map whose names the user chooses are held to. */
    static Map<String, Object> name(Scalar<?> scalar) {
        if (scalar instanceof Scalars.Name) {
            Map<String, Object> schema = pattern(scalar, "[\\p{L}\\p{Nd}][\\p{L}\\p{Nd}._-]*", "string");
            schema.put("maxLength", 64);
            return schema;
        }
        return pattern(scalar, java(scalar), "string");
    }

    private static String java(Scalar<?> scalar) {
        if (scalar instanceof JavaNames.Type) {
            return DOTTED;
        } else if (scalar instanceof JavaNames.Field) {
            return MEMBER;
        } else if (scalar instanceof JavaNames.Factory) {
            return STATIC;
        } else if (scalar instanceof JavaNames.Signature) {
            return MEMBER + "(\\((\\s*|" + PARAMETER + "(," + PARAMETER + ")*)\\))?";
        } else if (scalar instanceof JavaNames.Caller) {
            return DOTTED + "(\\.\\*)?";
        } else if (scalar instanceof JavaNames.Getter) {
            return GETTER;
        } else if (scalar instanceof JavaNames.Probe) {
            return STATIC + "|" + GETTER;
        }
        throw new IllegalArgumentException("no JSON Schema for " + scalar);
    }

    private static Map<String, Object> whole(Scalar<?> scalar, long least, long most) {
        Map<String, Object> schema = pattern(scalar, "\\+?" + NumberPatterns.whole(least, most), "integer", "string");
        schema.put("minimum", least);
        schema.put("maximum", most);
        return schema;
    }

    private static Map<String, Object> words(List<String> words) {
        return new LinkedHashMap<>(Map.of("enum", words));
    }

    private static String share() {
        return NumberPatterns.decimal(100) + "\\s*%|" + NumberPatterns.decimal(1);
    }

    private static String memory() {
        List<String> forms = new ArrayList<>();
        long most = 1L << 40; // KB in 1024 TB
        for (String unit : List.of("KB", "MB", "GB", "TB")) {
            // At least 1 KB: a smaller part of a larger unit is left to the reader, but for nothing at all.
            String least = unit.equals("KB") ? "(?!0*(\\.|K))" : "(?![0.]*" + unit.charAt(0) + ")";
            forms.add(least + NumberPatterns.decimal(most) + unit);
            most >>= 10;
        }
        return String.join("|", forms);
    }

    private static String span(Scalars.Span span) {
        List<String> forms = new ArrayList<>();
        addSpan(forms, "ms", Duration.ofMillis(1), span);
        addSpan(forms, "s", Duration.ofSeconds(1), span);
        addSpan(forms, "m", Duration.ofMinutes(1), span);
        addSpan(forms, "h", Duration.ofHours(1), span);
        return String.join("|", forms);
    }

    private static void addSpan(List<String> forms, String unit, Duration one, Scalars.Span span) {
        long least = span.least().plus(one).minusNanos(1).dividedBy(one);
        long most = span.most().dividedBy(one);
        if (most >= least) {
            forms.add(NumberPatterns.whole(least, most) + unit);
        }
    }

    private static String condition() {
        String holds = "(\\s+for\\s+(" + span(ConditionText.HOLDS) + "))?";
        return Arrays.stream(Metric.Unit.values())
                .map(unit -> metrics(unit) + "\\s*(>=?|<=?)\\s*(" + threshold(unit) + ")" + holds)
                .collect(Collectors.joining("|"));
    }

    private static String metrics(Metric.Unit unit) {
        return Arrays.stream(Metric.values())
                .filter(m -> m.unit() == unit)
                .map(Metric::word)
                .collect(Collectors.joining("|", "(", ")"));
    }

    private static String threshold(Metric.Unit unit) {
        return switch (unit) {
            case SHARE -> share().replace("\\s*%", "%"); // a blank ends the threshold
            case COUNT -> "\\+?" + NumberPatterns.whole(ConditionText.COUNT.least(), ConditionText.COUNT.most());
            case DURATION -> span(ConditionText.THRESHOLD);
        };
    }

    private static Map<String, Object> pattern(Scalar<?> scalar, String pattern, String... types) {
        return unanchored(scalar, "^(" + pattern + ")$", types.length == 1 ? types[0] : List.of(types));
    }

    private static Map<String, Object> unanchored(Scalar<?> scalar, String pattern, Object types) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", types);
        schema.put("pattern", pattern);
        // Not of the standard: what VS Code's support for YAML says in place of the pattern.
        schema.put("patternErrorMessage", "Allowed: " + scalar.allowed());
        return schema;
    }
}
