package dev.signalbox.benchmarks.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;

/**
 * The program behind {@code ./mvnw -Pbench-faults}: a Markdown table of what a caller sees of each trouble, alone, behind
 * LangChain4j's ModelRouter and behind Signalbox, and of what its next call sees; and then {@link OutageTable}. Exit status 1 where
 * Signalbox does not do what is promised: a second model's answer to what is not the caller's fault, the client's own exception to
 * what is, the first model's answer to the next call, and no failed call in an outage.
 */
public final class FaultTable {
    private static final PrintStream OUT = System.out;

    private final List<String> agent;
    private int broken;

    private FaultTable(List<String> agent) {
        this.agent = agent;
    }

    /** @param args our agent's jar, a directory for what is made on the way, and a seed */
    public static void main(String[] args) throws IOException, InterruptedException, ExecutionException {
        Path config = Files.createDirectories(Path.of(args[1])).resolve("faults.yaml");
        try (InputStream bundled = Objects.requireNonNull(FaultTable.class.getResourceAsStream("faults.yaml"))) {
            Files.write(config, bundled.readAllBytes());
        }
        FaultTable table = new FaultTable(List.of("-javaagent:" + args[0] + "=config=" + config));
        table.print();
        OUT.println();
        long failures = OutageTable.print(args[0], Path.of(args[1]), Long.parseLong(args[2]));
        OUT.printf("%nSignalbox's callers saw %d failures.%n", failures);
        System.exit(table.broken == 0 && failures == 0 ? 0 : 1);
    }

    private void print() throws IOException {
        OUT.printf("Java %s; each cell is a JVM of its own with LangChain4j's OpenAI client.%n%n", Runtime.version());
        OUT.println("| trouble | the client alone | ModelRouter | its next call | Signalbox | its next call |");
        OUT.println("| --- | --- | --- | --- | --- | --- |");
        for (Trouble trouble : Trouble.values()) {
            Map<Mode, Trial> trials = new EnumMap<>(Mode.class);
            for (Mode mode : List.of(Mode.ALONE, Mode.ROUTER, Mode.SIGNALBOX)) {
                trials.put(mode, Trial.run(trouble, mode, mode == Mode.SIGNALBOX ? agent : List.of()));
            }
            row(trouble, trial(trials, Mode.ALONE), trial(trials, Mode.ROUTER), trial(trials, Mode.SIGNALBOX));
        }
        OUT.println();
        OUT.println(
                "The next call is made when all is well again. \"first\" and \"second\" are the models that answered.");
        OUT.println(broken == 0 ? "Signalbox kept its promises." : "PROMISES BROKEN: " + broken);
    }

    private void row(Trouble trouble, Trial alone, Trial router, Trial signalbox) {
        boolean kept = (trouble.isTheCallers()
                        ? signalbox.during().equals(alone.during())
                        : signalbox.isAnsweredBy(Asker.SECOND))
                && signalbox.isAnsweredLaterBy(Asker.FIRST);
        broken += kept ? 0 : 1;
        OUT.printf(
                "| %s | %s | %s | %s | %s%s | %s |%n",
                trouble,
                words(alone.during()),
                words(router.during()),
                words(router.after()),
                words(signalbox.during()),
                kept ? "" : " (NOT PROMISED SO)",
                words(signalbox.after()));
    }

    private static Trial trial(Map<Mode, Trial> trials, Mode mode) {
        return Objects.requireNonNull(trials.get(mode));
    }

    private static String words(String got) {
        return switch (got) {
            case "This is " + Asker.FIRST + "." -> "first";
            case "This is " + Asker.SECOND + "." -> "second";
            case "" -> "-";
            default -> got;
        };
    }
}
