package dev.signalbox.benchmarks.balance;

import java.util.List;
import java.util.Locale;

/** The 99th percentiles with their intervals as a picture: a row of bars for each scenario, on a logarithmic scale. */
final class Plot {
    private static final int WIDTH = 860;
    private static final int LEFT = 270;
    private static final int BAR = 13;
    private static final int GAP = 26;
    private static final double LEAST_MILLIS = 100;
    private static final double MOST_MILLIS = 100_000;
    private static final String[] COLOURS = {"#1b5e20", "#9e9e9e", "#757575", "#1565c0", "#ef6c00", "#6a1b9a"};

    private Plot() {}

    static String of(List<List<Result>> scenarios) {
        StringBuilder bars = new StringBuilder();
        int y = 40;
        for (List<Result> results : scenarios) {
            bars.append(
                    text(10, y + BAR * 3 + 4, "start", results.get(0).scenario().name()));
            for (Result r : results) {
                double x = x(r.p99().mean());
                bars.append(format(
                        "<rect x='%d' y='%d' width='%.1f' height='%d' fill='%s'/>\n",
                        LEFT, y, x - LEFT, BAR - 2, COLOURS[r.strategy().ordinal()]));
                bars.append(format(
                        "<line x1='%.1f' x2='%.1f' y1='%d' y2='%d' stroke='black'/>\n",
                        x(r.p99().low()), x(r.p99().high()), y + BAR / 2 - 1, y + BAR / 2 - 1));
                String label = format("%s %.0f", r.strategy().word(), r.p99().mean());
                bars.append(text((int) x(r.p99().high()) + 5, y + BAR - 3, "start", label));
                y += BAR;
            }
            y += GAP;
        }
        StringBuilder axis = new StringBuilder();
        for (double millis = LEAST_MILLIS; millis <= MOST_MILLIS; millis *= 10) {
            axis.append(format("<line x1='%.1f' x2='%.1f' y1='30' y2='%d' stroke='#ddd'/>\n", x(millis), x(millis), y));
            axis.append(text((int) x(millis), 24, "middle", format("%.0f ms", millis)));
        }
        return format(
                        "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d' font-family='sans-serif' font-size='11'>\n",
                        WIDTH + 140, y)
                + "<rect width='100%' height='100%' fill='white'/>\n"
                + text(10, 24, "start", "p99 of latency, mean of 20 seeds, 95 % interval")
                + axis
                + bars
                + "</svg>\n";
    }

    private static double x(double millis) {
        double share = Math.log(Math.max(LEAST_MILLIS, millis) / LEAST_MILLIS) / Math.log(MOST_MILLIS / LEAST_MILLIS);
        return LEFT + share * (WIDTH - LEFT);
    }

    private static String text(int x, int y, String anchor, String text) {
        return format("<text x='%d' y='%d' text-anchor='%s'>%s</text>\n", x, y, anchor, text);
    }

    private static String format(String format, Object... args) {
        return String.format(Locale.ROOT, format, args);
    }
}
