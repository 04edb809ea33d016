package dev.signalbox.benchmarks.call;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * One healthy call under the agent as it ships: {@link CallCosts} starts the JVM with {@code -javaagent} and the config of the
 * state that is measured. The call site is the user's own, declared in the config.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class AgentBenchmark {
    /** The system property that names the state this JVM's config asks for. */
    static final String STATE = "signalbox.benchmark.state";

    private final Features features = new Features(42, 7);
    private final Scorer large = new Scorer("large");
    private final Scorer small = new Scorer("small");

    /** Waits until the agent has started, and makes sure that it does what this JVM is to measure. */
    @Setup
    public void awaitAgent() throws Exception {
        String wanted = System.getProperty(STATE, "");
        boolean elsewhere = wanted.equals("rerouted");
        small.score(features);
        CallSiteState.await(
                ScorerSite.ID,
                wanted.equals("off") || wanted.equals("observed") || wanted.isEmpty() ? wanted : "routed",
                elsewhere ? "small" : "large",
                () -> large.score(features).model());
    }

    /** The application's own call. */
    @Benchmark
    public Score call() {
        return large.score(features);
    }
}
