package dev.signalbox.examples.harness;

import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;

/** What Signalbox promises, held against a run: printed one by one, and counted where broken. */
final class Promises {
    private final PrintStream out;
    private int broken;

    Promises(PrintStream out) {
        this.out = out;
    }

    void check(String text, boolean held, String otherwise) {
        out.printf("  %-6s %s%s%n", held ? "ok" : "FAILED", text, held ? "" : ": " + otherwise);
        broken += held ? 0 : 1;
    }

    /** A promise that holds for each of some observations. */
    void all(String text, List<Observation> of, java.util.function.Predicate<Observation> holds) {
        String failed =
                of.stream().filter(holds.negate()).map(Observation::name).collect(Collectors.joining(", "));
        check(text + " (" + of.size() + ")", !of.isEmpty() && failed.isEmpty(), of.isEmpty() ? "none seen" : failed);
    }

    int broken() {
        return broken;
    }
}
