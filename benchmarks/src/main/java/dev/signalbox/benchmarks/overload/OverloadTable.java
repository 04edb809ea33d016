package dev.signalbox.benchmarks.overload;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The program behind {@code ./mvnw -Pbench-overload}: has more arrive at a model than the machine can do, behind each candidate in a
 * JVM of its own, prints what became of the requests as a Markdown table and makes a plot of it. Exit status 1 where a goal of
 * Signalbox's is missed.
 */
public final class OverloadTable {
    private static final double[] TIMES = {2, 5};
    private static final double LEAST_MILLIS = 5;
    private static final double MOST_DRIFT = 0.1;
    private static final int MOST_REMARKS = 8;

    private static final PrintStream OUT = System.out;
    private static final PrintStream PROGRESS = System.err;

    private OverloadTable() {}

    /** @param args our agent's jar, a directory for plot and config, how many seconds requests arrive, and a seed */
    public static void main(String[] args) throws IOException, InterruptedException, OrtException {
        Path target = Files.createDirectories(Path.of(args[1]));
        int seconds = Integer.parseInt(args[2]);
        long seed = Long.parseLong(args[3]);
        int rows = WideModel.rows();
        List<Result> results = new ArrayList<>();
        for (double times : TIMES) {
            for (Candidate candidate : Candidate.values()) {
                Path outcomes = Files.createTempFile("overload", ".outcomes");
                try {
                    Trial trial = new Trial(candidate, rows, times, seconds, seed, outcomes);
                    results.add(run(trial, candidate.options(args[0], target), target));
                } finally {
                    Files.delete(outcomes);
                }
            }
        }
        boolean kept = print(results, seconds, seed);
        Files.writeString(target.resolve("overload.svg"), Plot.of(results));
        System.exit(kept ? 0 : 1);
    }

    private static Result run(Trial trial, List<String> options, Path target) throws IOException, InterruptedException {
        PROGRESS.printf(Locale.ROOT, "%.0fx the capacity behind: %s%n", trial.times(), trial.candidate());
        Report report = Report.of(trial, options, target);
        report.remarks().stream().limit(MOST_REMARKS).forEach(line -> PROGRESS.println("    " + line));
        List<Outcomes.Outcome> outcomes = Outcomes.read(trial.outcomes());
        if (outcomes.isEmpty()) {
            throw new IOException("it ended before anything arrived, with exit status " + report.exit());
        }
        if (report.number("cpu-millis") < LEAST_MILLIS) {
            throw new IOException("a call takes less than it should: " + report.number("cpu-millis") + " ms");
        }
        return new Result(trial, report, outcomes);
    }

    private static boolean print(List<Result> results, int seconds, long seed) {
        OUT.printf(
                Locale.ROOT,
                "JDK %s, %d processors; %d s of arrivals (seed %d), deadline %d ms, %d bytes a request, %d rows a call.%n%n",
                System.getProperty("java.runtime.version"),
                Runtime.getRuntime().availableProcessors(),
                seconds,
                seed,
                Trial.DEADLINE.toMillis(),
                new Body().size(),
                results.get(0).trial().rows());
        OUT.println(
                "| load | behind | offered | critical in time, % | high | normal | low | goodput, % of capacity"
                        + " | critical p50, ms | p99 | refused at once, % | refused later | late | lost | the process | permits left |");
        OUT.println("| --- | --- |" + " ---: |".repeat(12) + " --- | --- |");
        results.forEach(r -> OUT.println(row(r)));
        OUT.printf("%nHow it was measured:%n%n");
        OUT.println(
                "| load | behind | CPU of a call, ms | calls a second, alone | the same afterwards | beside the arrivals"
                        + " | generator, % of a processor | us an arrival | its lag p99, ms | most | not handed out |");
        OUT.println("| --- | --- |" + " ---: |".repeat(9));
        results.forEach(r -> OUT.println(measured(r)));
        OUT.println();
        results.stream()
                .filter(OverloadTable::isDisturbed)
                .forEach(r -> OUT.println("NOT TO BE TRUSTED, the machine did other work beside: " + head(r)));
        List<Goal> goals = results.stream()
                .filter(r -> r.trial().candidate() == Candidate.SIGNALBOX)
                .flatMap(r -> Goal.of(r).stream())
                .toList();
        goals.forEach(OUT::println);
        return goals.stream().allMatch(Goal::holds);
    }

    private static String row(Result r) {
        return head(r)
                + numbers(
                        "%d | %.1f | %.1f | %.1f | %.1f | %.1f | %.0f | %.0f | %.1f | %.1f | %.1f | %.1f | ",
                        r.offered(),
                        r.inTime(Priority.CRITICAL) * 100,
                        r.inTime(Priority.HIGH) * 100,
                        r.inTime(Priority.NORMAL) * 100,
                        r.inTime(Priority.LOW) * 100,
                        r.goodput() * 100,
                        r.millis(Priority.CRITICAL, 0.5),
                        r.millis(Priority.CRITICAL, 0.99),
                        r.refusedAtOnce() * 100,
                        r.refusedAfterWaiting() * 100,
                        r.late() * 100,
                        r.lost() * 100)
                + r.end() + " | " + r.report().text("held") + " |";
    }

    private static String measured(Result r) {
        Report report = r.report();
        return head(r)
                + numbers(
                        "%.1f | %.0f | %.0f | %.0f | %.1f | %.0f | %.1f | %.0f | %.0f |",
                        report.number("cpu-millis"),
                        report.number("capacity-alone"),
                        report.number("capacity-alone-after"),
                        report.number("capacity"),
                        report.number("generator-share") * 100,
                        report.number("generator-micros"),
                        report.number("lag-millis-99"),
                        report.number("lag-millis-most"),
                        report.number("left-over"));
    }

    /** Whether the machine could do something else after the load than before it, by more than what measuring varies. */
    private static boolean isDisturbed(Result r) {
        double before = r.report().number("capacity-alone");
        return Math.abs(r.report().number("capacity-alone-after") - before) > MOST_DRIFT * before;
    }

    private static String head(Result r) {
        return numbers("| %.0fx | ", r.trial().times()) + r.trial().candidate() + " | ";
    }

    private static String numbers(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments).replace("NaN", "-");
    }
}
