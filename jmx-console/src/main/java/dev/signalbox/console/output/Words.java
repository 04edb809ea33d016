package dev.signalbox.console.output;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Values as a person reads them; what is unknown is a dash. */
public final class Words {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private Words() {}

    /** A count. */
    public static String count(long n) {
        return Long.toString(n);
    }

    /** A count that may be unknown. */
    public static String count(double n) {
        return Double.isNaN(n) ? "-" : String.format(Locale.ROOT, "%.0f", n);
    }

    /** An amount to its last whole unit, or to a hundredth where it is none; unknown where it is not known. */
    public static String amount(double n) {
        return n == Math.rint(n) ? count(n) : Double.isNaN(n) ? "-" : String.format(Locale.ROOT, "%.2f", n);
    }

    /** A number, with three digits that matter and no zeros behind them. */
    public static String number(double n) {
        return Double.isNaN(n)
                ? "-"
                : new BigDecimal(n)
                        .round(new MathContext(3))
                        .stripTrailingZeros()
                        .toPlainString();
    }

    /** Milliseconds, with three digits that matter. */
    public static String millis(double millis) {
        if (Double.isNaN(millis)) {
            return "-";
        }
        return String.format(Locale.ROOT, millis < 10 ? "%.2f" : millis < 100 ? "%.1f" : "%.0f", millis);
    }

    /** A share of 0 to 1 in percent. */
    public static String percent(double share) {
        return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.1f%%", share * 100);
    }

    /** A number of a unit without decimals. */
    public static String whole(double value, String unit) {
        return Double.isNaN(value) ? "unknown" : String.format(Locale.ROOT, "%.0f%s", value, unit);
    }

    /** A moment as the time of day here. */
    public static String time(long epochMillis) {
        return TIME.format(Instant.ofEpochMilli(epochMillis).atZone(ZoneId.systemDefault()));
    }

    /** A moment as the day and the time of day here. */
    public static String moment(long epochMillis) {
        return MOMENT.format(Instant.ofEpochMilli(epochMillis).atZone(ZoneId.systemDefault()));
    }

    /** The text without control characters: a name in another JVM must not steer this terminal. */
    public static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
