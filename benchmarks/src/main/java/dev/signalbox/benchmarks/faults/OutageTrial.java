package dev.signalbox.benchmarks.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** One outage behind one thing that stands between, under load, in a JVM of its own. */
final class OutageTrial implements AutoCloseable {
    /** Bounds what measuring costs: many of these run side by side. */
    private static final List<String> SMALL = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m");

    private static final int WARM_UP = 5;

    private final Outage outage;
    private final Mode mode;
    private final Upstream upstream = new Upstream();
    private final Application application;
    private final Map<Integer, Long> askedAt = new ConcurrentHashMap<>();
    private final List<Answer> answers = new ArrayList<>();
    private volatile long begun;
    private volatile long ended;

    /** Starts the application. */
    OutageTrial(Outage outage, Mode mode, List<String> options, Duration timeout) throws IOException {
        this.outage = outage;
        this.mode = mode;
        List<String> all = new ArrayList<>(SMALL);
        all.addAll(options);
        application = Application.start(mode, all, upstream.firstUrl(), upstream.secondUrl(), timeout);
    }

    Outage outage() {
        return outage;
    }

    Mode mode() {
        return mode;
    }

    /** Waits until it is there, and asks what is not counted: nobody's first calls are what is looked at. */
    void awaitReady() throws IOException {
        application.awaitReady();
        for (int i = 1; i <= WARM_UP; i++) {
            application.ask(-i);
            application.answer();
        }
    }

    void begin(long seed) {
        begun = System.nanoTime();
        outage.begin(upstream, seed);
    }

    /** A callable, since a dead provider may find its port taken. */
    Void end() throws IOException {
        outage.end(upstream);
        ended = System.nanoTime();
        return null;
    }

    void ask(int number) {
        askedAt.put(number, System.nanoTime());
        application.ask(number);
    }

    void readAnswers(int count) throws IOException {
        while (answers.size() < count) {
            answers.add(application.answer());
        }
    }

    /** The calls that got no answer. */
    List<Answer> failures() {
        return answers.stream().filter(Answer::isFailure).toList();
    }

    OutageResult result() {
        List<OutageResult.Call> calls = answers.stream()
                .map(answer -> new OutageResult.Call(Objects.requireNonNull(askedAt.get(answer.number())), answer))
                .toList();
        return OutageResult.of(calls, begun, ended);
    }

    @Override
    public void close() {
        application.close();
        upstream.close();
    }
}
