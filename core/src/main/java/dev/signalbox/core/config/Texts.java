package dev.signalbox.core.config;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The small pieces that problems are worded with. */
final class Texts {
    private static final int LONGEST_QUOTE = 80;
    private static final int LONGEST_LINE = 240;

    private Texts() {}

    /** The text in single quotes on one line: cut where long, control characters escaped. */
    static String quote(String text) {
        return "'" + oneLine(text, LONGEST_QUOTE) + "'";
    }

    /** The text on one line: cut where long, control and line-breaking characters escaped. */
    static String oneLine(String text) {
        return oneLine(text, LONGEST_LINE);
    }

    private static String oneLine(String text, int longest) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (i == longest) {
                return line.append("...").toString();
            }
            char c = text.charAt(i);
            if (c == '\n') {
                line.append("\\n");
            } else if (c == '\t') {
                line.append("\\t");
            } else if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
                line.append(String.format("\\u%04x", (int) c));
            } else {
                line.append(c);
            }
        }
        return line.toString();
    }

    /** {@code a, b, c}; "nothing" where there is none. */
    static String list(Collection<String> names) {
        return names.isEmpty() ? "nothing" : String.join(", ", names);
    }

    /** The name that the text was probably meant to be, or null where none is near. */
    static @Nullable String nearest(String text, Iterable<String> names) {
        String best = null;
        // A third of the letters may be wrong, and one in a short name.
        int bestDistance = Math.max(1, Math.min(text.length(), 24) / 3) + 1;
        for (String name : names) {
            if (Math.abs(name.length() - text.length()) < bestDistance) {
                int distance = distance(text.replace('_', '-').toLowerCase(Locale.ROOT), name);
                if (distance < bestDistance && distance < name.length()) {
                    best = name;
                    bestDistance = distance;
                }
            }
        }
        return best;
    }

    /** Edit distance where two swapped neighbours count as one edit (optimal string alignment). */
    private static int distance(String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitute = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(substitute, 1 + Math.min(last[j], row[j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            beforeLast = last;
            last = row;
        }
        return last[b.length()];
    }
}
