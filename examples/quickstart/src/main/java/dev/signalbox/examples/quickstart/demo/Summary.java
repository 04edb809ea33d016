package dev.signalbox.examples.quickstart.demo;

import java.io.PrintStream;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** The closing table: the same load and faults with and without the agent. */
final class Summary {
    private final PrintStream out;
    private final Outcome outcome;

    Summary(PrintStream out, Outcome outcome) {
        this.out = out;
        this.outcome = outcome;
    }

    void print(List<Promise> promises) {
        out.printf("%nSUMMARY%n");
        row("", "without agent", "with agent");
        for (Kind kind : Kind.values()) {
            print(kind);
        }
        out.println();
        out.println("  failures inside models: attempts that failed; without the agent each one is a failed call");
        out.println("  time to switch: from the fault's start to the first answer by another chain");
        out.println("  time to return: from the fault's end to the first answer by the primary");
        out.printf("%nPROMISES%n");
        for (Promise promise : promises) {
            out.printf("  [%s] %s%n", promise.held() ? "kept" : "BROKEN", promise.text());
        }
        out.printf(
                "%nWithout the agent: calls %d, failures seen by callers: %d%n",
                outcome.without().tally().size(), Outcome.failures(outcome.without()));
        out.printf(
                "With the agent:    calls %d, failures inside %d, failures seen by callers: %d%n",
                outcome.with().tally().size(), outcome.operator().attemptFailures(), Outcome.failures(outcome.with()));
    }

    private void print(Kind kind) {
        out.println();
        both(kind.route() + ": calls", kind, answers -> count(answers, a -> true));
        row(
                "  failures inside models",
                count(of(outcome.without(), kind), Answer::failed),
                Long.toString(outcome.operator().route(kind).getAttemptFailures()));
        both("  failures seen by callers", kind, answers -> count(answers, Answer::failed));
        Fault fault = outcome.fault(kind);
        row(
                "  time to switch",
                millis(fault.switchMillis(outcome.without().tally())),
                millis(fault.switchMillis(outcome.with().tally())));
        row(
                "  time to return",
                millis(fault.returnMillis(outcome.without().tally())),
                millis(fault.returnMillis(outcome.with().tally())));
        for (String chain : kind.chains()) {
            both(
                    "  served by " + chain,
                    kind,
                    answers -> count(answers, a -> a.chain().equals(chain)));
        }
        both("  latency p50", kind, answers -> millis(Tally.millis(answers, 0.5)));
        both("  latency p99", kind, answers -> millis(Tally.millis(answers, 0.99)));
    }

    private void both(String label, Kind kind, Function<List<Answer>, String> figure) {
        row(label, figure.apply(of(outcome.without(), kind)), figure.apply(of(outcome.with(), kind)));
    }

    private void row(String label, String without, String with) {
        out.printf("  %-28s %16s %16s%n", label, without, with);
    }

    private static List<Answer> of(Lane lane, Kind kind) {
        return lane.tally().matching(answer -> answer.kind() == kind);
    }

    private static String count(List<Answer> answers, Predicate<Answer> condition) {
        return Long.toString(answers.stream().filter(condition).count());
    }

    /** A time for people. */
    static String millis(double millis) {
        if (Double.isNaN(millis)) {
            return "never";
        }
        return millis < 1_000 ? String.format("%.1f ms", millis) : String.format("%.1f s", millis / 1e3);
    }
}
