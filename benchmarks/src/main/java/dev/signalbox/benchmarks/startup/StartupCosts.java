package dev.signalbox.benchmarks.startup;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The program behind {@code ./mvnw -Pbenchmark-startup}: starts a JVM whose main prints a line, with each agent in turn, and
 * prints what each adds. The promise: where no model class appears, ours adds at most twice what an empty premain adds.
 */
public final class StartupCosts {
    private static final double MOST_TIMES_EMPTY = 2.0;
    private static final String ABSENT = """
            models:
              large: { match: { type: com.acme.Absent, name: large } }
              small: { match: { type: com.acme.Absent, name: small } }
            call-sites:
              score: { method: com.acme.Absent.score }
            routes:
              score: { call-sites: [score], primary: large, alternatives: [small] }
            """;

    private StartupCosts() {}

    /** @param args our agent's jar, OpenTelemetry's, and a directory for what is made on the way */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path target = Files.createDirectories(Path.of(args[2]));
        Path config = Files.writeString(target.resolve("absent.yaml"), ABSENT);
        Candidate none = new Candidate("none");
        Candidate empty = new Candidate("empty premain", "-javaagent:" + EmptyAgent.jar(target));
        Candidate bare = new Candidate("Signalbox, no config", "-javaagent:" + args[0]);
        Candidate absent =
                new Candidate("Signalbox, models never appear", "-javaagent:" + args[0] + "=config=" + config);
        Candidate openTelemetry = new Candidate(
                "OpenTelemetry, exporters off",
                "-javaagent:" + args[1],
                "-Dotel.traces.exporter=none",
                "-Dotel.metrics.exporter=none",
                "-Dotel.logs.exporter=none");
        List<Candidate> all = List.of(none, empty, bare, absent, openTelemetry);
        int runs = Integer.getInteger("startup.runs", 11);
        for (int run = 0; run < runs; run++) {
            for (Candidate candidate : all) {
                candidate.time();
            }
        }
        for (Candidate candidate : all) {
            candidate.countClasses(target);
            candidate.weigh();
        }
        boolean kept = report(all, none, empty, List.of(bare, absent), runs);
        System.exit(kept ? 0 : 1);
    }

    private static boolean report(
            List<Candidate> all, Candidate none, Candidate empty, List<Candidate> ours, int runs) {
        PrintStream out = System.out;
        out.printf(
                Locale.ROOT,
                "JDK %s, %d processors, medians of %d interleaved runs%n%n"
                        + "| agent | ms | added ms | x empty premain | classes | RSS MiB | added RSS MiB |%n"
                        + "| --- | ---: | ---: | ---: | ---: | ---: | ---: |%n",
                System.getProperty("java.runtime.version"),
                Runtime.getRuntime().availableProcessors(),
                runs);
        for (Candidate c : all) {
            out.printf(
                    Locale.ROOT,
                    "| %s | %.0f | %.0f | %.2f | %d | %.0f | %.0f |%n",
                    c.name(),
                    c.medianMillis(),
                    c.medianMillis() - none.medianMillis(),
                    timesEmpty(c, none, empty),
                    c.classes(),
                    c.residentMebibytes(),
                    c.residentMebibytes() - none.residentMebibytes());
        }
        out.println();
        boolean kept = true;
        for (Candidate c : ours) {
            double times = timesEmpty(c, none, empty);
            kept &= times <= MOST_TIMES_EMPTY;
            out.printf(
                    Locale.ROOT,
                    "%s: %s adds %.2fx what an empty premain adds (promise: at most %.1fx)%n",
                    times <= MOST_TIMES_EMPTY ? "holds" : "not met",
                    c.name(),
                    times,
                    MOST_TIMES_EMPTY);
        }
        return kept;
    }

    private static double timesEmpty(Candidate c, Candidate none, Candidate empty) {
        return (c.medianMillis() - none.medianMillis()) / (empty.medianMillis() - none.medianMillis());
    }
}
