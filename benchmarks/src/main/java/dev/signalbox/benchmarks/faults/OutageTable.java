package dev.signalbox.benchmarks.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;

/** The second table of {@link FaultTable}: what outages of the first model cost under load, behind each thing that stands between. */
final class OutageTable {
    /** A deadline of 1 s for Signalbox, and the timeout of everybody's clients. */
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private static final Duration BEGINS = Duration.ofSeconds(5);
    private static final Duration ENDS = Duration.ofSeconds(25);
    private static final Duration OVER = Duration.ofSeconds(75);
    private static final int PER_SECOND = 10;
    /** So many JVMs run side by side as fit on two processors. */
    private static final int OUTAGES_AT_ONCE = 2;

    private static final PrintStream OUT = System.out;
    private static final PrintStream PROGRESS = System.err;

    private final List<String> agent;
    private final Schedule schedule;
    private final Map<Outage, Map<Mode, OutageResult>> results = new EnumMap<>(Outage.class);

    private OutageTable(List<String> agent, long seed) {
        this.agent = agent;
        this.schedule = new Schedule(seed, PER_SECOND, BEGINS, ENDS, OVER);
    }

    /** @param args our agent's jar, a directory for what is made on the way, and a seed */
    public static void main(String[] args) throws IOException, InterruptedException, ExecutionException {
        System.exit(print(args[0], Path.of(args[1]), Long.parseLong(args[2])) == 0 ? 0 : 1);
    }

    /**
     * Prints the table.
     *
     * @return how many calls failed behind Signalbox, whose second model was up all the time
     */
    static long print(String agent, Path scratch, long seed)
            throws IOException, InterruptedException, ExecutionException {
        OutageTable table = new OutageTable(agent(agent, scratch, TIMEOUT), seed);
        table.run();
        return table.print();
    }

    /** The options of a JVM with our agent, whose route has a deadline. */
    static List<String> agent(String jar, Path scratch, Duration deadline) throws IOException {
        Path config = Files.createDirectories(scratch).resolve("outages.yaml");
        try (InputStream bundled = Objects.requireNonNull(OutageTable.class.getResourceAsStream("outages.yaml"))) {
            String text = new String(bundled.readAllBytes(), StandardCharsets.UTF_8);
            Files.writeString(config, text.replace("DEADLINE", deadline.toMillis() + "ms"));
        }
        return List.of("-javaagent:" + jar + "=config=" + config);
    }

    private void run() throws IOException, InterruptedException, ExecutionException {
        List<Outage> outages = Arrays.asList(Outage.values());
        for (int i = 0; i < outages.size(); i += OUTAGES_AT_ONCE) {
            List<Outage> now = outages.subList(i, Math.min(i + OUTAGES_AT_ONCE, outages.size()));
            PROGRESS.printf("outages: %s, each behind %d things, %d s%n", now, Mode.values().length, OVER.toSeconds());
            List<OutageTrial> trials = new ArrayList<>();
            try {
                for (Outage outage : now) {
                    for (Mode mode : Mode.values()) {
                        trials.add(new OutageTrial(outage, mode, mode == Mode.SIGNALBOX ? agent : List.of(), TIMEOUT));
                    }
                }
                for (OutageTrial trial : trials) {
                    trial.awaitReady();
                }
                Load.run(schedule, trials);
                for (OutageTrial trial : trials) {
                    results.computeIfAbsent(trial.outage(), o -> new EnumMap<>(Mode.class))
                            .put(trial.mode(), trial.result());
                    tellFailures(trial);
                }
            } finally {
                trials.forEach(OutageTrial::close);
            }
        }
    }

    private static void tellFailures(OutageTrial trial) {
        if (trial.mode() == Mode.SIGNALBOX) {
            for (Answer failure : trial.failures()) {
                PROGRESS.printf(
                        "%s: question %d had %s after %d ms, the first model was asked %d times%n",
                        trial.outage(), failure.number(), failure.text(), failure.micros() / 1_000, failure.attempts());
            }
        }
    }

    private long print() {
        OUT.printf(
                "%d calls a second (seed %d), an outage of %d s, then %d s; a healthy answer takes %d ms.%n%n",
                PER_SECOND,
                schedule.seed(),
                ENDS.minus(BEGINS).toSeconds(),
                OVER.minus(ENDS).toSeconds(),
                Upstream.PACE.toMillis());
        OUT.println(
                "| outage | behind | failures | wasted | p50 ms | p99 ms | extra p50 | extra p99 | s to switch | s to return |");
        OUT.println("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        results.forEach((outage, byMode) -> byMode.forEach((mode, result) -> row(outage, mode, result)));
        return results.values().stream()
                .mapToLong(byMode ->
                        Objects.requireNonNull(byMode.get(Mode.SIGNALBOX)).failures())
                .sum();
    }

    private void row(Outage outage, Mode mode, OutageResult result) {
        OutageResult healthy = Objects.requireNonNull(
                Objects.requireNonNull(results.get(Outage.NONE)).get(mode));
        OUT.printf(
                "| %s | %s | %d | %d | %.0f | %.0f | %+.0f | %+.0f | %s | %s |%n",
                outage,
                mode,
                result.failures(),
                result.wasted(),
                result.halfMillis(),
                result.mostMillis(),
                result.halfMillis() - healthy.halfMillis(),
                result.mostMillis() - healthy.mostMillis(),
                outage == Outage.NONE ? "" : seconds(result.secondsToSwitch(), "never"),
                outage == Outage.NONE
                        ? ""
                        : seconds(
                                result.secondsToReturn(),
                                "> " + OVER.minus(ENDS).toSeconds()));
    }

    private static String seconds(double seconds, String otherwise) {
        return Double.isNaN(seconds) ? otherwise : "%.1f".formatted(seconds);
    }
}
