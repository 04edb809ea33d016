package dev.signalbox.core.config;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a config file, and what would be right.
 *
 * @param file the file's name, as it was given
 * @param line the line, from 1; 0 where the problem has no place in the text (a missing file, say)
 * @param column the column, from 1; 0 where there is none
 * @param key the path of the key, such as {@code routes.chat.primary}; empty for the file as a whole
 * @param found what was found, in words
 * @param allowed what is allowed in its place, or null where that says nothing new
 * @param hint the nearest text that would be right, or null where none is near
 */
public record ConfigProblem(
        String file,
        int line,
        int column,
        String key,
        String found,
        @Nullable String allowed,
        @Nullable String hint) {

    /** In the order of the text. */
    static final Comparator<ConfigProblem> BY_PLACE = new Comparator<ConfigProblem>() {
        @Override
        public int compare(ConfigProblem a, ConfigProblem b) {
            return a.line != b.line ? Integer.compare(a.line, b.line) : Integer.compare(a.column, b.column);
        }
    };

    /** One line: {@code signalbox.yaml:12:5: routes.chat.primry: unknown key; allowed: ...; did you mean 'primary'?}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(file);
        if (line > 0) {
            text.append(':').append(line).append(':').append(column);
        }
        text.append(": ");
        if (!key.isEmpty()) {
            text.append(key).append(": ");
        }
        text.append(found);
        if (allowed != null) {
            text.append("; allowed: ").append(allowed);
        }
        if (hint != null) {
            text.append("; did you mean '").append(hint).append("'?");
        }
        return text.toString();
    }
}
