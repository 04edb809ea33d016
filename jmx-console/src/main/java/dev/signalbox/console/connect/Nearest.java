package dev.signalbox.console.connect;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Known names in the order of their distance from what was typed. */
public final class Nearest {
    private Nearest() {}

    /** All of them, the nearest first; equals stay in their order. */
    public static List<String> first(String typed, Collection<String> known) {
        return known.stream()
                .sorted(Comparator.comparingInt(name -> edits(typed, name)))
                .toList();
    }

    /** Levenshtein's distance, letters of either case being equal. */
    static int edits(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replace = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replace, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
