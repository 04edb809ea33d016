package dev.signalbox.benchmarks.overload;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.MDC;

/** How many calls a second the machine can do: a closed loop of as many threads as there are processors. */
final class Capacity {
    private static final int LONGEST_CALL_SECONDS = 10;

    private Capacity() {}

    static double perSecond(WideModel model, int seconds) throws InterruptedException, ExecutionException {
        int threads = Runtime.getRuntime().availableProcessors();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            long begun = System.nanoTime();
            long end = begun + TimeUnit.SECONDS.toNanos(seconds);
            Callable<Double> loop = () -> {
                MDC.put(
                        Priority.KEY,
                        Priority.CRITICAL.word()); // what is shed tells nothing of what the machine can do
                int calls = 0;
                while (System.nanoTime() - end < 0) {
                    model.run();
                    calls++;
                }
                return calls * 1e9 / (System.nanoTime() - begun);
            };
            List<Future<Double>> loops = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                loops.add(pool.submit(loop));
            }
            double sum = 0;
            for (Future<Double> done : loops) {
                sum += done.get();
            }
            return sum;
        } finally {
            pool.shutdown();
            // Whoever closes the model while it is called kills the process.
            if (!pool.awaitTermination(LONGEST_CALL_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("calls of the closed loop did not end");
            }
        }
    }
}
