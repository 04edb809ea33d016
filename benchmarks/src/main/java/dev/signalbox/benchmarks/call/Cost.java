package dev.signalbox.benchmarks.call;

import java.util.Collection;
import java.util.Objects;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * What one call costs a thread.
 *
 * @param name which call it is
 * @param threads how many threads made it at once
 * @param medianNanos the median of all iterations of all forks
 * @param leastNanos the least disturbed iteration
 * @param bytes allocated per call
 */
public record Cost(String name, int threads, double medianNanos, double leastNanos, double bytes) {
    /** What JMH has measured. */
    public static Cost of(String name, int threads, RunResult result) {
        double[] nanos = result.getBenchmarkResults().stream()
                .map(BenchmarkResult::getIterationResults)
                .flatMap(Collection::stream)
                .map(IterationResult::getPrimaryResult)
                .mapToDouble(Result::getScore)
                .sorted()
                .toArray();
        double bytes = Objects.requireNonNull(result.getSecondaryResults().get("gc.alloc.rate.norm"))
                .getScore();
        return new Cost(name, threads, nanos[nanos.length / 2], nanos[0], bytes);
    }

    /** The ratio of the medians to the floor with as many threads. */
    double timesFloor(Collection<Cost> all) {
        return medianNanos / floor(all).medianNanos;
    }

    /** The ratio of the least disturbed iterations. */
    double leastTimesFloor(Collection<Cost> all) {
        return leastNanos / floor(all).leastNanos;
    }

    private Cost floor(Collection<Cost> all) {
        return all.stream()
                .filter(c -> c.name.equals("floor") && c.threads == threads)
                .findFirst()
                .orElseThrow();
    }
}
