package dev.signalbox.benchmarks.overload;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.MDC;

/**
 * A serving process: requests lie in memory from their arrival, and a pool of 200 threads with a queue without bound answers them,
 * as servers do unless told otherwise. Its main measures what the machine can do, then has more arrive than that.
 */
final class Server {
    private static final int THREADS = 200;
    private static final int WARM_UP_CALLS = 150;
    private static final int PROBES = 50;
    private static final Duration AFTERMATH = Trial.DEADLINE.multipliedBy(2);
    private static final Duration SETTLE = Duration.ofSeconds(5);

    private final Trial trial;
    private final WideModel model;
    private final ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    private final Map<String, LongAdder> refusals = new ConcurrentHashMap<>();

    private Server(Trial trial, WideModel model) {
        this.trial = trial;
        this.model = model;
    }

    public static void main(String[] args) throws Exception {
        Trial trial = Trial.parse(args);
        // Or SLF4J writes that many threads came to it while it was starting.
        MDC.clear();
        try (WideModel model = new WideModel(trial.rows())) {
            new Server(trial, model).run();
        }
        // Some of its threads may not end.
        System.exit(0);
    }

    private void run() throws OrtException, IOException, InterruptedException, ExecutionException {
        model.cpuMillis(WARM_UP_CALLS);
        tell("cpu-millis", model.cpuMillis(PROBES));
        double alone = Capacity.perSecond(model, 2);
        tell("capacity-alone", alone);
        double capacity = capacityBeside(capacityBeside(alone, 1), 2);
        tell("capacity", capacity);
        tell("rate", capacity * trial.times());
        Gate gate = trial.candidate().gate(capacity);
        load(gate, Arrivals.of(trial.seed(), capacity * trial.times(), trial.over()));
        tell("capacity-alone-after", Capacity.perSecond(model, 1));
        refusals.forEach((kind, count) -> System.out.println("refusals: " + count + " " + kind));
        System.out.println(Report.line("held", settled(gate)));
    }

    /**
     * The capacity while requests arrive as they will under load, and are thrown away: what the arrivals cost is nobody's to use.
     *
     * @param estimate of the capacity
     */
    private double capacityBeside(double estimate, int seconds) throws InterruptedException, ExecutionException {
        Arrivals arrivals = Arrivals.of(trial.seed(), estimate * trial.times(), Duration.ofSeconds(seconds));
        Generator generator = new Generator(
                arrivals,
                Duration.ofSeconds(seconds),
                (number, due, body) -> pool.execute(() -> Reference.reachabilityFence(body)));
        generator.start();
        double capacity = Capacity.perSecond(model, seconds);
        generator.join();
        return capacity;
    }

    private void load(Gate gate, Arrivals arrivals) throws IOException, InterruptedException {
        Outcomes outcomes = new Outcomes(trial.outcomes(), arrivals);
        CountDownLatch left = new CountDownLatch(arrivals.count());
        Generator generator = new Generator(
                arrivals,
                trial.over().plus(Trial.DEADLINE),
                (number, due, body) -> pool.execute(() -> {
                    MDC.put(Priority.KEY, arrivals.priorities()[number].word());
                    Outcomes.Kind kind = ask(gate, due + Trial.DEADLINE.toNanos() - System.nanoTime());
                    outcomes.note(number, kind, System.nanoTime() - due);
                    MDC.remove(Priority.KEY);
                    Reference.reachabilityFence(body);
                    left.countDown();
                }));
        generator.start();
        generator.join();
        tell("generator-share", generator.share());
        tell("generator-micros", generator.microsPerArrival());
        tell("left-over", generator.leftOver());
        tell("lag-millis-99", generator.lagMillis(0.99));
        tell("lag-millis-most", generator.lagMillis(1));
        if (!left.await(AFTERMATH.toMillis(), TimeUnit.MILLISECONDS)) {
            // Who asked has gone long since.
            pool.shutdownNow();
        }
        pool.shutdown();
        if (!pool.awaitTermination(SETTLE.toMillis(), TimeUnit.MILLISECONDS)) {
            System.out.println("threads of the pool did not end");
        }
    }

    private Outcomes.Kind ask(Gate gate, long nanosLeft) {
        try {
            gate.call(model::run, nanosLeft);
            return Outcomes.Kind.ANSWERED;
        } catch (Exception e) {
            refusals.computeIfAbsent(e.getClass().getName(), kind -> new LongAdder())
                    .increment();
            return Outcomes.Kind.REFUSED;
        }
    }

    /** What is held when nothing runs any more; what is on its way back may take a moment. */
    private static String settled(Gate gate) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        long end = System.nanoTime() + SETTLE.toNanos();
        String held = gate.held();
        while (!held.equals("0") && System.nanoTime() - end < 0) {
            if (never.await(50, TimeUnit.MILLISECONDS)) {
                throw new AssertionError();
            }
            held = gate.held();
        }
        return held;
    }

    private static void tell(String key, double value) {
        System.out.println(Report.line(key, String.valueOf(value)));
    }
}
