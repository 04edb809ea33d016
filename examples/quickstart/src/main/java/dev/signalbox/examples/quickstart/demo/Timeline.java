package dev.signalbox.examples.quickstart.demo;

import dev.signalbox.core.control.EventInfo;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The live view in the terminal, in plain lines: a row of figures each second, and every state change that the agent tells
 * of, with its reason.
 */
final class Timeline implements AutoCloseable {
    private static final String HEADER = String.join(
            System.lineSeparator(),
            "       | WITHOUT AGENT             | WITH AGENT",
            "       | score       chat          | score served by  chat served by          failures          latency, ms",
            "  time |  ok failed    ok failed   |  mlp  logistic   large  small  mini   in models callers  score p50  p99  chat p50  p99");

    private final PrintStream out;
    private final Lane without;
    private final Lane with;
    private final Operator operator;
    private final long startNanos = System.nanoTime();
    private final long startMillis = System.currentTimeMillis();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final Map<String, Long> served = new HashMap<>();
    private final List<EventInfo> events = new ArrayList<>();
    private int seenWithout;
    private int seenWith;
    private long seenFailures;
    private long seenEvent;

    Timeline(PrintStream out, Lane without, Lane with, Operator operator) {
        this.out = out;
        this.without = without;
        this.with = with;
        this.operator = operator;
    }

    void start() {
        skipWarmUp();
        printEvents();
        var unused = clock.scheduleAtFixedRate(() -> told(this::printRow), 1, 1, TimeUnit.SECONDS);
        unused = clock.scheduleAtFixedRate(() -> told(this::printEvents), 100, 100, TimeUnit.MILLISECONDS);
    }

    /** Announces what happens next. */
    synchronized void phase(String text) {
        out.printf("%n%5.1fs == %s%n%s%n", seconds(System.nanoTime()), text, HEADER);
    }

    /** One remark. */
    synchronized void say(String text) {
        out.printf("%5.1fs -- %s%n", seconds(System.nanoTime()), text);
    }

    synchronized List<EventInfo> events() {
        return List.copyOf(events);
    }

    @Override
    public void close() throws InterruptedException {
        clock.shutdown();
        clock.awaitTermination(5, TimeUnit.SECONDS);
        printEvents();
    }

    /** The first row counts from here. */
    private synchronized void skipWarmUp() {
        seenWithout = without.tally().size();
        seenWith = with.tally().size();
        seenFailures = operator.attemptFailures();
        for (Kind kind : Kind.values()) {
            kind.chains().forEach(chain -> newlyServed(kind, chain));
        }
    }

    private synchronized void printRow() {
        List<Answer> plain = without.tally().since(seenWithout);
        List<Answer> routed = with.tally().since(seenWith);
        seenWithout += plain.size();
        seenWith += routed.size();
        long failures = operator.attemptFailures();
        out.printf(
                "%5.0fs |%4d %6d  %4d %6d   | %4d %9d  %6d %6d %5d  %10d %7d  %9s %4s  %8s %4s%n",
                seconds(System.nanoTime()),
                count(plain, Kind.SCORE, false),
                count(plain, Kind.SCORE, true),
                count(plain, Kind.CHAT, false),
                count(plain, Kind.CHAT, true),
                newlyServed(Kind.SCORE, "mlp"),
                newlyServed(Kind.SCORE, "logistic"),
                newlyServed(Kind.CHAT, "large"),
                newlyServed(Kind.CHAT, "small"),
                newlyServed(Kind.CHAT, "mini"),
                failures - seenFailures,
                routed.stream().filter(Answer::failed).count(),
                latency(routed, Kind.SCORE, 0.5),
                latency(routed, Kind.SCORE, 0.99),
                latency(routed, Kind.CHAT, 0.5),
                latency(routed, Kind.CHAT, 0.99));
        seenFailures = failures;
    }

    private synchronized void printEvents() {
        for (EventInfo event : operator.agent().getEvents()) {
            if (event.sequence() > seenEvent) {
                seenEvent = event.sequence();
                events.add(event);
                out.printf(
                        "%5.1fs >> %s %s: %s -> %s: %s%n",
                        Math.max(0, event.timeMillis() - startMillis) / 1e3,
                        event.type().replaceFirst("^signalbox\\.", ""),
                        event.source(),
                        event.from().isEmpty() ? "-" : event.from(),
                        event.to().isEmpty() ? "-" : event.to(),
                        event.reason());
            }
        }
    }

    /** What the chain's own counter in JMX grew by since the last row. */
    private long newlyServed(Kind kind, String chain) {
        long total = operator.chain(kind, chain).getServed();
        Long before = served.put(chain, total);
        return before == null ? total : total - before;
    }

    /** A row that cannot be read must not end the timeline. */
    private void told(Runnable line) {
        try {
            line.run();
        } catch (RuntimeException e) {
            say("cannot read the beans: " + e);
        }
    }

    private double seconds(long nanos) {
        return (nanos - startNanos) / 1e9;
    }

    private static long count(List<Answer> answers, Kind kind, boolean failed) {
        return answers.stream()
                .filter(answer -> answer.kind() == kind && answer.failed() == failed)
                .count();
    }

    private static String latency(List<Answer> answers, Kind kind, double quantile) {
        double millis = Tally.millis(
                answers.stream().filter(answer -> answer.kind() == kind).toList(), quantile);
        return Double.isNaN(millis) ? "-" : String.format("%.0f", millis);
    }
}
