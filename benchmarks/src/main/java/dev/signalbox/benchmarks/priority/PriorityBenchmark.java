package dev.signalbox.benchmarks.priority;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.slf4j.MDC;

/** One healthy routed call under the agent, from a stack that is deep or not; {@link PriorityCosts} says by whose config. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class PriorityBenchmark {
    private static final int DEEP = 64;

    private final Ranker ranker = new Ranker();

    /** What the thread that calls has in its MDC. */
    @State(Scope.Thread)
    public static class Caller {
        private final String word = System.getProperty("signalbox.benchmark.mdc", "");

        /** Fills the MDC. */
        @Setup
        public void fill() {
            MDC.put("request", "42");
            if (!word.isEmpty()) {
                MDC.put("signalbox.priority", word);
            }
        }
    }

    /** Waits until calls are as important as this JVM's config says. */
    @Setup
    public void awaitAgent() throws Exception {
        new Caller().fill();
        ranker.await(System.getProperty("signalbox.benchmark.priority", ""));
    }

    /** From JMH's own stack, which is of about 20 frames. */
    @Benchmark
    public int shallow(Caller caller) {
        return ranker.rank(42);
    }

    /** From below 64 frames more. */
    @Benchmark
    public int deep(Caller caller) {
        return descend(DEEP);
    }

    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    private int descend(int frames) {
        return frames == 0 ? ranker.rank(42) : descend(frames - 1);
    }
}
