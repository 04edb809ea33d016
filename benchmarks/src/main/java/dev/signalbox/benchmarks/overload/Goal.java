package dev.signalbox.benchmarks.overload;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What is promised of Signalbox, and what came of it.
 *
 * @param text the goal and what was measured
 */
record Goal(boolean holds, String text) {
    private static final double CRITICAL = 0.999;
    private static final double GOODPUT = 0.95;

    /** Those of a result; at twice the capacity the most is promised. */
    static List<Goal> of(Result result) {
        double times = result.trial().times();
        List<Goal> goals = new ArrayList<>();
        if (times <= 2) {
            double critical = result.inTime(Priority.CRITICAL);
            goals.add(goal(
                    critical >= CRITICAL,
                    "%.0fx: %.2f %% of critical calls in time (goal: 99.9 %%)",
                    times,
                    critical * 100));
        }
        double goodput = result.goodput();
        goals.add(
                goal(goodput >= GOODPUT, "%.0fx: goodput is %.1f %% of capacity (goal: 95 %%)", times, goodput * 100));
        double low = result.inTime(Priority.LOW);
        goals.add(goal(low > 0, "%.0fx: %.1f %% of low calls in time (goal: more than none)", times, low * 100));
        goals.add(
                goal(!result.report().isDead(), "%.0fx: in 512 MB the process %s (goal: lived)", times, result.end()));
        String held = result.report().text("held");
        goals.add(goal(held.equals("0"), "%.0fx: permits left after: %s (goal: 0)", times, held));
        return goals;
    }

    @Override
    public String toString() {
        return (holds ? "HOLD " : "MISS ") + text;
    }

    private static Goal goal(boolean holds, String format, Object... arguments) {
        return new Goal(holds, String.format(Locale.ROOT, format, arguments));
    }
}
