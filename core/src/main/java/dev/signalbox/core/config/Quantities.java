package dev.signalbox.core.config;

import dev.signalbox.core.config.Shape.Scalar;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Amounts with and without units: memory, cores, and counts that an int does not hold. */
final class Quantities {
    private Quantities() {}

    /** A whole number from 1 to {@code most}. */
    record Count(long most) implements Scalar<Long> {
        @Override
        public @Nullable Long parse(String text) {
            try {
                long number = Long.parseLong(text);
                return number < 1 || number > most ? null : number;
            } catch (NumberFormatException e) {
                return null;
            }
        }

        @Override
        public String allowed() {
            return "a whole number from 1 to " + most;
        }
    }

    /** Memory in KiB, as {@code 8GB}, {@code 900MB} or {@code 512KB}; a MB is 2^20 bytes. */
    record Memory() implements Scalar<Long> {
        private static final List<String> UNITS = List.of("KB", "MB", "GB", "TB");
        private static final BigDecimal MOST = BigDecimal.valueOf(1L << 40); // 1024 TB

        @Override
        public @Nullable Long parse(String text) {
            for (int i = 0; i < UNITS.size(); i++) {
                if (text.endsWith(UNITS.get(i))) {
                    BigDecimal number = decimal(text.substring(0, text.length() - 2));
                    BigDecimal kib = number == null ? null : number.multiply(BigDecimal.valueOf(1L << (10 * i)));
                    return kib == null || kib.compareTo(BigDecimal.ONE) < 0 || kib.compareTo(MOST) > 0
                            ? null
                            : (Long) kib.longValue();
                }
            }
            return null;
        }

        @Override
        public String allowed() {
            return "memory such as 512KB, 900MB or 1.5GB, from 1KB to 1024TB";
        }

        @Override
        public @Nullable String hint(String text) {
            String close = text.replace(" ", "").toUpperCase(Locale.ROOT).replace("IB", "B");
            String unit = close.endsWith("B") ? close : close + "B";
            return !unit.equals(text) && parse(unit) != null ? unit : null;
        }
    }

    /** Parts of a whole in thousandths, as {@code 2}, {@code 0.5} or {@code 0.125}, up to {@code most} wholes. */
    record Milli(String what, int most) implements Scalar<Integer> {
        @Override
        public @Nullable Integer parse(String text) {
            BigDecimal number = decimal(text);
            BigDecimal milli = number == null ? null : number.movePointRight(3);
            return milli == null
                            || milli.compareTo(BigDecimal.ONE) < 0
                            || milli.compareTo(BigDecimal.valueOf(most * 1000L)) > 0
                    ? null
                    : (Integer) milli.intValue();
        }

        @Override
        public String allowed() {
            return what + " such as " + Math.min(2, most) + " or 0.5, from 0.001 to " + most;
        }
    }

    /** A plain decimal number; BigDecimal itself takes {@code 1e9} too. */
    private static @Nullable BigDecimal decimal(String text) {
        boolean digit = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            digit |= c >= '0' && c <= '9';
            if ((c < '0' || c > '9') && c != '.') {
                return null;
            }
        }
        return !digit || text.length() > 18 || text.indexOf('.') != text.lastIndexOf('.') ? null : new BigDecimal(text);
    }
}
