package dev.signalbox.benchmarks.balance;

import dev.signalbox.core.config.BalanceStrategy;
import java.util.stream.LongStream;

/**
 * What a strategy came to in a scenario, over some seeds; milliseconds.
 *
 * @param p50 the median latency
 * @param p99 its 99th percentile
 * @param p999 its 99.9th percentile
 */
record Result(Scenario scenario, BalanceStrategy strategy, Interval p50, Interval p99, Interval p999) {
    /** Runs a scenario with the seeds from 1. */
    static Result of(Scenario scenario, BalanceStrategy strategy, int seeds) {
        double[][] quantiles = LongStream.rangeClosed(1, seeds)
                .parallel()
                .mapToObj(seed -> quantiles(Simulation.run(scenario, strategy, seed)))
                .toArray(double[][]::new);
        return new Result(scenario, strategy, over(quantiles, 0), over(quantiles, 1), over(quantiles, 2));
    }

    private static double[] quantiles(double[] sorted) {
        return new double[] {at(sorted, 0.5), at(sorted, 0.99), at(sorted, 0.999)};
    }

    private static double at(double[] sorted, double quantile) {
        return sorted[(int) Math.ceil(quantile * sorted.length) - 1];
    }

    private static Interval over(double[][] quantiles, int which) {
        double[] values = new double[quantiles.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = quantiles[i][which];
        }
        return Interval.of(values);
    }
}
