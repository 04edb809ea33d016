package dev.signalbox.examples.harness;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does the same to both lanes: each shape's faults, one call each. */
record Play(Lane without, Lane with, Caller plain, Caller routed) {
    private static final int WARM_UP = 5;
    /** The providers ask for a second; this is five. */
    private static final int MOST_LOOKS = 50;

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    /** Calls that have to succeed before a breaker is closed again. */
    private static final int PROBES = 3;

    List<Observation> observe(List<Shape> shapes, Table table) throws IOException, InterruptedException {
        List<Observation> seen = new ArrayList<>();
        // Both lanes at once: most of the time is waiting for models that hang.
        ExecutorService beside = Executors.newSingleThreadExecutor();
        try {
            Future<?> warm = beside.submit(() -> warmUp(without, plain, shapes));
            warmUp(with, routed, shapes);
            warm.get();
            for (Shape shape : shapes) {
                for (Fault fault : shape.faults()) {
                    Future<Seen> before = beside.submit(() -> without.call(plain, shape, fault));
                    Seen after = with.call(routed, shape, fault);
                    Seen next = with.call(routed, shape);
                    Seen back = fault.effect() == Effect.RESTED ? whenBack(shape) : next;
                    Observation observation = new Observation(shape, fault, before.get(), after, next, back);
                    table.add(observation);
                    seen.add(observation);
                    // Healthy calls between the faults: what is shown is each fault on its own, not a breaker.
                    with.call(routed, shape);
                }
            }
        } catch (ExecutionException e) {
            throw new IOException("the application without the agent could not be called", e);
        } finally {
            beside.shutdownNow();
        }
        return seen;
    }

    /** Calls until the primary is asked again, and then as often as proves it well; gives the first such call, or the last. */
    private Seen whenBack(Shape shape) throws InterruptedException {
        Seen back = with.call(routed, shape);
        for (int i = 0; i < MOST_LOOKS && !back.asked(shape.primary()); i++) {
            Patience.until(() -> false, BETWEEN_LOOKS);
            back = with.call(routed, shape);
        }
        for (int i = 0; i < PROBES; i++) {
            with.call(routed, shape);
        }
        return back;
    }

    /** A JVM's first calls may take longer than a client waits; they are not what is looked at. */
    private static Object warmUp(Lane lane, Caller caller, List<Shape> shapes) throws InterruptedException {
        for (Shape shape : shapes) {
            int calls = 1;
            while (lane.call(caller, shape).reply().isFailure() && calls < WARM_UP) {
                calls++;
            }
        }
        return shapes;
    }
}
