package dev.signalbox.benchmarks.overload;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** How many calls a second the machine can do: a closed loop of as many threads as there are processors. */
final class Capacity {
    private Capacity() {}

    static double perSecond(WideModel model, int seconds) throws InterruptedException, ExecutionException {
        int threads = Runtime.getRuntime().availableProcessors();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            long begun = System.nanoTime();
            long end = begun + TimeUnit.SECONDS.toNanos(seconds);
            Callable<Double> loop = () -> {
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
        }
    }
}
