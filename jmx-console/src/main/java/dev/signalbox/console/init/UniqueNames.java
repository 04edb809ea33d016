package dev.signalbox.console.init;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Names as a config allows them (letters, digits, '.', '-' and '_', at most 64), each given once. */
final class UniqueNames {
    private static final int LONGEST = 64;

    private final Set<String> taken = new HashSet<>();

    /** A name as near to the wanted one as is allowed and free; {@code otherwise} where nothing of it is allowed. */
    String of(String wanted, String otherwise) {
        String valid = valid(wanted);
        String name = valid.isEmpty() ? otherwise : valid;
        String free = name;
        for (int n = 2; !taken.add(free.toLowerCase(Locale.ROOT)); n++) {
            String suffix = "-" + n;
            free = cut(name, LONGEST - suffix.length()) + suffix;
        }
        return free;
    }

    /** {@code LocalScorer} of {@code com.acme.Models$LocalScorer}. */
    static String simple(String className) {
        return className.substring(Math.max(className.lastIndexOf('.'), className.lastIndexOf('$')) + 1);
    }

    private static String valid(String wanted) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < wanted.length(); i++) {
            char c = wanted.charAt(i);
            boolean letter = Character.isLetterOrDigit(c);
            if (letter || (!out.isEmpty() && (c == '.' || c == '_'))) {
                out.append(c);
            } else if (!out.isEmpty() && out.charAt(out.length() - 1) != '-') {
                out.append('-');
            }
        }
        return cut(out.toString(), LONGEST);
    }

    private static String cut(String name, int length) {
        String cut = name.length() <= length ? name : name.substring(0, length);
        return cut.replaceAll("[-._]+$", "");
    }
}
