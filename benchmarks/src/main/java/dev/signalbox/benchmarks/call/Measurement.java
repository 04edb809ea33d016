package dev.signalbox.benchmarks.call;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** How calls are measured, the same for all tables; {@code bench.forks} and {@code bench.iterations} say how thoroughly. */
public final class Measurement {
    private Measurement() {}

    /** All benchmarks of a class, made by this many threads. */
    public static ChainedOptionsBuilder of(Class<?> benchmark, int threads) {
        return new OptionsBuilder()
                .include(benchmark.getName() + "\\.")
                .threads(threads)
                .forks(Integer.getInteger("bench.forks", 2))
                .warmupIterations(6)
                .warmupTime(TimeValue.milliseconds(500))
                .measurementIterations(Integer.getInteger("bench.iterations", 12))
                .measurementTime(TimeValue.milliseconds(250))
                .shouldFailOnError(true)
                // What lives long is old in a serving JVM, and storing into it is dearer than storing into what is new.
                .shouldDoGC(true)
                .addProfiler(GCProfiler.class);
    }
}
