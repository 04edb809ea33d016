package dev.signalbox.console.init;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Texts as YAML can hold them: quoted where they would be read as something else. */
final class Yaml {
    private static final Set<String> WORDS = Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");
    private static final int LONGEST_REMARK = 240;

    private Yaml() {}

    /** A text as a key or value: plain where nobody could read it as anything else. */
    static String scalar(String text) {
        return text.matches("[A-Za-z][A-Za-z0-9._/$-]*") && !WORDS.contains(text.toLowerCase(Locale.ROOT))
                ? text
                : quoted(text);
    }

    /** {@code [a, b]}. */
    static String list(Collection<String> texts) {
        return texts.stream().map(Yaml::scalar).collect(Collectors.joining(", ", "[", "]"));
    }

    /** A text of another JVM within a comment: on one line, of characters that a YAML file may hold. */
    static String remark(String text) {
        String line = text.codePoints()
                .map(c -> isSafe(c) ? c : '?')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return line.length() <= LONGEST_REMARK ? line : line.substring(0, LONGEST_REMARK) + "...";
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                out.append('\\').appendCodePoint(c);
            } else if (isSafe(c)) {
                out.appendCodePoint(c);
            } else {
                out.append(String.format(c > 0xffff ? "\\U%08x" : "\\u%04x", c));
            }
        });
        return out.append('"').toString();
    }

    private static boolean isSafe(int c) {
        return (c >= ' ' && c <= '~') || (c > '~' && Character.isLetterOrDigit(c));
    }
}
