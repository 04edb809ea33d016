package dev.signalbox.benchmarks.priority;

import dev.signalbox.benchmarks.call.Cost;
import dev.signalbox.benchmarks.call.Measurement;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;

/** The program behind {@code ./mvnw -Pbenchmark-priorities}: a routed call by whom its route asks how important it is. */
public final class PriorityCosts {
    private static final String HERE = "dev.signalbox.benchmarks.priority.";
    private static final String CONFIG = """
            call-sites:
              rank: { method: dev.signalbox.benchmarks.priority.Ranker.rank, replay: args }
            models:
              ranker: { match: { type: dev.signalbox.benchmarks.priority.Ranker } }
            routes:
              rank: { call-sites: [rank], primary: ranker%s }
            """;
    private static final String MDC = ", mdc: { priority: signalbox.priority }";

    private static final List<Way> WAYS = List.of(
            new Way("nobody", "", "", "normal"),
            new Way("the route", ", constraints: { priority: high }", "", "high"),
            new Way("mdc, which has a word", MDC, "critical", "critical"),
            new Way("mdc, which has none", MDC, "", "normal"),
            new Way("callers, one near", ", callers: { " + HERE + "PriorityBenchmark: low }", "", "low"),
            new Way("callers, none", ", callers: { com.acme.Batch: low }", "", "normal"),
            new Way("5 callers, none", fiveCallers(), "", "normal"));

    /**
     * One way to ask.
     *
     * @param keys what the route has more of
     * @param word what is in the MDC, empty for none
     * @param priority what comes of it
     */
    private record Way(String name, String keys, String word, String priority) {}

    private PriorityCosts() {}

    private static String fiveCallers() {
        return ", callers: { com.acme.Batch: low, com.acme.Checkout.pay: critical, org.acme.reports.*: low,"
                + " dev.signalbox.benchmarks.Nightly: low, dev.signalbox.benchmarks.priority.PriorityBatch.run: low }";
    }

    /** @param args the agent's jar, and a directory for the configs */
    public static void main(String[] args) throws RunnerException, IOException {
        Path target = Files.createDirectories(Path.of(args[1]));
        PrintStream out = System.out;
        List<String> rows = new ArrayList<>();
        List<Cost> base = new ArrayList<>();
        for (Way way : WAYS) {
            Path config = Files.writeString(
                    target.resolve("signalbox-" + WAYS.indexOf(way) + ".yaml"), String.format(CONFIG, way.keys));
            var options = Measurement.of(PriorityBenchmark.class, 1)
                    .jvmArgsAppend(
                            "-javaagent:" + args[0] + "=config=" + config,
                            "-Dslf4j.provider=" + MdcLogging.class.getName(),
                            "-Dsignalbox.benchmark.mdc=" + way.word,
                            "-Dsignalbox.benchmark.priority=" + way.priority);
            for (RunResult result : new Runner(options.build()).run()) {
                String stack = result.getParams().getBenchmark().replaceAll(".*\\.", "");
                Cost cost = Cost.of(stack, 1, result);
                if (way == WAYS.get(0)) {
                    base.add(cost);
                }
                rows.add(row(way, cost, base));
            }
        }
        out.println("\n| asked | stack | ns, median | ns, least | more than nobody, least | B/op |");
        out.println("| --- | --- | ---: | ---: | ---: | ---: |");
        rows.forEach(out::println);
    }

    private static String row(Way way, Cost cost, List<Cost> base) {
        double more = cost.leastNanos()
                - base.stream()
                        .filter(b -> b.name().equals(cost.name()))
                        .findFirst()
                        .orElseThrow()
                        .leastNanos();
        return String.format(
                Locale.ROOT,
                "| %s | %s | %.1f | %.1f | %.1f | %.1f |",
                way.name,
                cost.name(),
                cost.medianNanos(),
                cost.leastNanos(),
                more,
                cost.bytes());
    }
}
