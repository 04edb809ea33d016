package dev.signalbox.agent.jfr;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jfr.SettingControl;

/**
 * From how long on calls are recorded: {@code 0 ns}, {@code 20 ms}, {@code 1 s}. Where recordings differ, the shortest holds.
 * The JDK's own {@code threshold} cannot serve: it measures from an event's beginning, and ours begins when the call ends.
 */
public final class OverSetting extends SettingControl {
    private static final String DEFAULT = "20 ms";
    private static final Map<String, TimeUnit> UNITS = Map.of(
            "ns", TimeUnit.NANOSECONDS,
            "us", TimeUnit.MICROSECONDS,
            "ms", TimeUnit.MILLISECONDS,
            "s", TimeUnit.SECONDS,
            "m", TimeUnit.MINUTES,
            "h", TimeUnit.HOURS,
            "d", TimeUnit.DAYS);
    private static final Pattern FORM = Pattern.compile("(\\d+) ?(ns|us|ms|s|m|h|d)");

    private static volatile long inForce = parsed(DEFAULT);

    private String value = DEFAULT;
    private volatile long nanos = parsed(DEFAULT);

    /** A setting of 20 ms; flight recordings make it. */
    public OverSetting() {}

    /** What is in force in this JVM, in nanoseconds. */
    static long inForceNanos() {
        return inForce;
    }

    long nanos() {
        return nanos;
    }

    @Override
    public String combine(Set<String> values) {
        String shortest = null;
        for (String each : values) {
            if (shortest == null || parsed(each) < parsed(shortest)) {
                shortest = each;
            }
        }
        return shortest == null ? DEFAULT : shortest;
    }

    @Override
    public void setValue(String next) {
        value = next;
        nanos = parsed(next);
        inForce = nanos;
    }

    @Override
    public String getValue() {
        return value;
    }

    /** What cannot be read is the default: a setting's exception would end the recording. */
    private static long parsed(String text) {
        Matcher parts = FORM.matcher(text.trim().toLowerCase(Locale.ROOT));
        if (parts.matches()) {
            try {
                return Objects.requireNonNull(UNITS.get(parts.group(2))).toNanos(Long.parseLong(parts.group(1)));
            } catch (NumberFormatException e) {
                return Long.MAX_VALUE; // longer than any call
            }
        }
        return TimeUnit.MILLISECONDS.toNanos(20);
    }
}
