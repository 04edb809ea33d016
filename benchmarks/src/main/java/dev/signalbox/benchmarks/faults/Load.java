package dev.signalbox.benchmarks.faults;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Puts the same questions to several trials at the same moments, and the same outages behind them. */
final class Load {
    private Load() {}

    /** Runs trials that are ready, side by side, and returns when all their questions are answered. */
    static void run(Schedule schedule, List<OutageTrial> trials)
            throws IOException, InterruptedException, ExecutionException {
        long[] arrivals = schedule.arrivals();
        ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
        try {
            long begins = schedule.begins().toNanos();
            long ends = schedule.ends().toNanos();
            List<ScheduledFuture<?>> tasks = new ArrayList<>();
            for (OutageTrial trial : trials) {
                tasks.add(threads.schedule(() -> trial.begin(schedule.seed()), begins, TimeUnit.NANOSECONDS));
                tasks.add(threads.schedule(trial::end, ends, TimeUnit.NANOSECONDS));
            }
            for (int i = 0; i < arrivals.length; i++) {
                int number = i;
                tasks.add(threads.schedule(
                        () -> trials.forEach(trial -> trial.ask(number)), arrivals[i], TimeUnit.NANOSECONDS));
            }
            for (ScheduledFuture<?> task : tasks) {
                task.get();
            }
            for (OutageTrial trial : trials) {
                trial.readAnswers(arrivals.length);
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
