package dev.signalbox.benchmarks.overload;

import java.util.List;
import java.util.Locale;

/** The shares answered in time as a picture: a group of bars for each candidate and load, one for each priority. */
final class Plot {
    private static final int LEFT = 150;
    private static final int WIDTH = 600;
    private static final int RIGHT = 350;
    private static final int BAR = 13;
    private static final int GAP = 14;
    private static final int TOP = 40;
    /** By priority. */
    private static final String[] COLOURS = {"#b71c1c", "#ef6c00", "#1565c0", "#9e9e9e"};

    private Plot() {}

    static String of(List<Result> results) {
        StringBuilder bars = new StringBuilder();
        int y = TOP;
        for (Result r : results) {
            String name = format("%.0fx, %s", r.trial().times(), r.trial().candidate());
            bars.append(text(10, y + BAR * 2 + 3, "start", name));
            for (Priority priority : Priority.values()) {
                double share = r.inTime(priority);
                bars.append(format(
                        "<rect x='%d' y='%d' width='%.1f' height='%d' fill='%s'/>\n",
                        LEFT, y, share * WIDTH, BAR - 2, COLOURS[priority.ordinal()]));
                String label = format("%s %.1f %%", priority.word(), share * 100);
                bars.append(text((int) (LEFT + share * WIDTH) + 5, y + BAR - 3, "start", label));
                y += BAR;
            }
            String beside = format("goodput %.0f %%; %s", r.goodput() * 100, r.end());
            bars.append(text(LEFT + WIDTH + RIGHT - 10, y - BAR * 2 + 3, "end", beside));
            y += GAP;
        }
        StringBuilder axis = new StringBuilder();
        for (int percent = 0; percent <= 100; percent += 25) {
            int x = LEFT + percent * WIDTH / 100;
            axis.append(format("<line x1='%d' x2='%d' y1='30' y2='%d' stroke='#ddd'/>\n", x, x, y));
            axis.append(text(x, 24, "middle", percent + " %"));
        }
        return format(
                        "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d' font-family='sans-serif' font-size='11'>\n",
                        LEFT + WIDTH + RIGHT, y)
                + "<rect width='100%' height='100%' fill='white'/>\n"
                + text(10, 24, "start", "answered in time")
                + axis
                + bars
                + "</svg>\n";
    }

    private static String text(int x, int y, String anchor, String text) {
        return format("<text x='%d' y='%d' text-anchor='%s'>%s</text>\n", x, y, anchor, text);
    }

    private static String format(String format, Object... args) {
        return String.format(Locale.ROOT, format, args);
    }
}
