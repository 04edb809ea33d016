package dev.signalbox.benchmarks.overload;

import dev.signalbox.benchmarks.overload.Outcomes.Kind;
import dev.signalbox.benchmarks.overload.Outcomes.Outcome;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What a trial came to. Latency is counted from when a request was to arrive. */
record Result(Trial trial, Report report, List<Outcome> outcomes) {
    /** Who is refused within this is told at once. */
    private static final long AT_ONCE = TimeUnit.MILLISECONDS.toNanos(50);

    private static final long DEADLINE = Trial.DEADLINE.toNanos();

    int offered() {
        return outcomes.size();
    }

    /** The share of a priority's requests that were answered within the deadline. */
    double inTime(Priority priority) {
        long offered = outcomes.stream().filter(o -> o.priority() == priority).count();
        long answered = outcomes.stream()
                .filter(o -> o.priority() == priority && isInTime(o))
                .count();
        return (double) answered / offered;
    }

    /** Answers within their deadline, while requests arrived, as a share of what the machine could do in that time. */
    double goodput() {
        long over = trial.over().toNanos();
        long answered = outcomes.stream()
                .filter(o -> isInTime(o) && o.endedNanos() <= over)
                .count();
        return answered / (report.number("capacity") * trial.seconds());
    }

    /** The latency of a priority's answers, in milliseconds, late ones too; NaN where there were none. */
    double millis(Priority priority, double quantile) {
        long[] sorted = outcomes.stream()
                .filter(o -> o.priority() == priority && o.kind() == Kind.ANSWERED)
                .mapToLong(Outcome::tookMicros)
                .sorted()
                .toArray();
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.ceil(quantile * sorted.length) - 1] / 1e3;
    }

    double refusedAtOnce() {
        return share(outcomes.stream()
                .filter(o -> o.kind() == Kind.REFUSED && o.within(AT_ONCE))
                .count());
    }

    double refusedAfterWaiting() {
        return share(outcomes.stream()
                .filter(o -> o.kind() == Kind.REFUSED && o.within(DEADLINE) && !o.within(AT_ONCE))
                .count());
    }

    /** Those that heard anything only after the deadline, or nothing though the process lived. */
    double late() {
        return share(outcomes.stream()
                .filter(o -> !o.within(DEADLINE) && (o.kind() != Kind.NOTHING || !report.isDead()))
                .count());
    }

    /** Those that were there when the process died, or came after it. */
    double lost() {
        return share(outcomes.stream()
                .filter(o -> o.kind() == Kind.NOTHING && report.isDead())
                .count());
    }

    /** How the process ended. */
    String end() {
        if (!report.isDead()) {
            return "lived";
        }
        long last = outcomes.stream()
                .filter(o -> o.kind() != Kind.NOTHING)
                .mapToLong(Outcome::endedNanos)
                .max()
                .orElse(0);
        String how = report.isOutOfMemory() ? "OutOfMemoryError" : "exit status " + report.exit();
        return "%s after %.1f s".formatted(how, last / 1e9);
    }

    private static boolean isInTime(Outcome o) {
        return o.kind() == Kind.ANSWERED && o.within(DEADLINE);
    }

    private double share(long count) {
        return (double) count / outcomes.size();
    }
}
