package dev.signalbox.core.config;

import java.util.ArrayList;
import java.util.List;

/** Regular expressions, as both Java and ECMAScript read them, for numbers of a range as the reader takes them. */
final class NumberPatterns {
    private NumberPatterns() {}

    /** Whole numbers from {@code least} to {@code most}, leading zeros allowed. */
    static String whole(long least, long most) {
        List<String> parts = new ArrayList<>();
        for (long from = least; from <= most; ) {
            long to = endOfRun(from, most);
            parts.add(run(Long.toString(from), Long.toString(to)));
            from = to + 1;
        }
        return "0*(" + String.join("|", parts) + ")";
    }

    /** Decimal numbers from 0 to {@code most}, in which at least one digit must stand. */
    static String decimal(long most) {
        String below = most == 1 ? "0*" : "(" + whole(0, most - 1) + ")?";
        return "(?=\\.?[0-9])(0*" + most + "(\\.0*)?|" + below + "(\\.[0-9]*)?)";
    }

    /** The last number of the longest run, from {@code from} on, whose digits can be told from each other's one by one. */
    private static long endOfRun(long from, long most) {
        long ten = 1;
        while (from >= ten * 10 && from % (ten * 10) == 0 && from + ten * 10 - 1 <= most) {
            ten *= 10;
        }
        long times = Math.min(10 - from / ten % 10, (most - from + 1) / ten);
        return from + times * ten - 1;
    }

    private static String run(String from, String to) {
        StringBuilder pattern = new StringBuilder();
        int digits = from.length();
        for (int i = 0; i < digits; i++) {
            char a = from.charAt(i);
            char b = to.charAt(i);
            if (a == '0' && b == '9') { // and so to the end
                return pattern.append("[0-9]{").append(digits - i).append('}').toString();
            }
            pattern.append(a == b ? Character.toString(a) : "[" + a + "-" + b + "]");
        }
        return pattern.toString();
    }
}
