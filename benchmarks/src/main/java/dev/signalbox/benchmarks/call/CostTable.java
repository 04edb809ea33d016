package dev.signalbox.benchmarks.call;

import java.util.List;
import java.util.Locale;

/** A table of costs, in Markdown. */
final class CostTable {
    private CostTable() {}

    static String of(List<Cost> all) {
        StringBuilder text = new StringBuilder(String.format(
                "JDK %s, %s, %d processors%n%n| call | threads | ns, median | ns, least | x floor, median | x floor, least | B/op |%n"
                        + "| --- | ---: | ---: | ---: | ---: | ---: | ---: |%n",
                System.getProperty("java.runtime.version"),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors()));
        for (Cost c : all) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %d | %.1f | %.1f | %.2f | %.2f | %.2f |%n",
                    c.name(),
                    c.threads(),
                    c.medianNanos(),
                    c.leastNanos(),
                    c.timesFloor(all),
                    c.leastTimesFloor(all),
                    c.bytes()));
        }
        return text.toString();
    }
}
