package dev.signalbox.benchmarks.balance;

import dev.signalbox.core.config.BalanceStrategy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Runs every strategy in every scenario, and prints the table; writes it and a plot into a folder. */
public final class AntagonistTable {
    private static final BalanceStrategy OURS = BalanceStrategy.HOT_COLD;
    private static final int SEEDS = 20;

    private AntagonistTable() {}

    /**
     * Runs the experiment.
     *
     * @param args the folder
     */
    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[0]));
        List<String> lines = new ArrayList<>();
        tell(lines, "| scenario | strategy | p50, ms | p99, ms | x hot-cold | p99.9, ms | x hot-cold |");
        tell(lines, "| --- | --- | ---: | ---: | ---: | ---: | ---: |");
        List<List<Result>> all = new ArrayList<>();
        List<String> verdicts = new ArrayList<>();
        for (Scenario scenario : Scenarios.ALL) {
            List<Result> results = new ArrayList<>();
            for (BalanceStrategy strategy : BalanceStrategy.values()) {
                results.add(Result.of(scenario, strategy, SEEDS));
            }
            all.add(results);
            Result ours = results.get(OURS.ordinal());
            results.forEach(r -> tell(lines, row(r, ours)));
            verdicts.add(verdict(results, ours));
        }
        tell(lines, "");
        verdicts.forEach(v -> tell(lines, v));
        Files.write(folder.resolve("antagonists.md"), lines);
        Files.writeString(folder.resolve("antagonists.svg"), Plot.of(all));
    }

    private static void tell(List<String> lines, String line) {
        lines.add(line);
        System.out.println(line);
    }

    private static String row(Result r, Result ours) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %.0f | %s | %.2f | %s | %.2f |",
                r.scenario().name(),
                r.strategy().word(),
                r.p50().mean(),
                text(r.p99()),
                r.p99().mean() / ours.p99().mean(),
                text(r.p999()),
                r.p999().mean() / ours.p999().mean());
    }

    private static String text(Interval i) {
        return String.format(Locale.ROOT, "%.0f [%.0f, %.0f]", i.mean(), i.low(), i.high());
    }

    /** Whether no other is better by more than chance, and what it is to plain P2C. */
    private static String verdict(List<Result> results, Result ours) {
        List<String> better = new ArrayList<>();
        for (Result r : results) {
            if (r.p99().high() < ours.p99().low()) {
                better.add(r.strategy().word() + " at p99");
            }
            if (r.p999().high() < ours.p999().low()) {
                better.add(r.strategy().word() + " at p99.9");
            }
        }
        double toTwoChoices = ours.p99().mean()
                / results.get(BalanceStrategy.P2C.ordinal()).p99().mean();
        return String.format(
                Locale.ROOT,
                "%s: hot-cold is %s; its p99 is %.2f of plain P2C's",
                ours.scenario().name(),
                better.isEmpty() ? "best or equal" : "beaten by " + String.join(", ", better),
                toTwoChoices);
    }
}
