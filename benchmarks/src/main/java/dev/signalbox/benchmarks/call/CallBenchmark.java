package dev.signalbox.benchmarks.call;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.retry.Retry;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One healthy call, in each way that it can be made. Every benchmark runs in a JVM of its own. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CallBenchmark {
    /** What is asked, the same for all. */
    @State(Scope.Benchmark)
    public static class Question {
        Features features = new Features(42, 7);
    }

    /** A scorer as it is without an agent. */
    @State(Scope.Benchmark)
    public static class Direct {
        Scorer large = new Scorer("large");
    }

    /** The floor, its plan leading to another node. */
    @State(Scope.Benchmark)
    public static class Floor {
        FloorScorer large = new FloorScorer("large");

        /** Publishes the plan. */
        @Setup
        public void route() {
            large.routeTo(new Scorer("small"));
        }
    }

    /** A woven scorer whose gates are closed, as with {@code bypass} or where nothing is to be done. */
    @State(Scope.Benchmark)
    public static class Off {
        Scorer large = new WovenScorer("large");
    }

    /** What the three states that reach the engine share. */
    public abstract static class Engaged {
        final EngineUnderTest world;

        Engaged(String config) {
            world = new EngineUnderTest(config);
        }

        /** Stops the control thread. */
        @TearDown
        public void close() {
            if (world.engine.failures().count() > 0) {
                throw new IllegalStateException(world.engine.failures().last().toString());
            }
            world.close();
        }
    }

    /** A woven scorer that no route is bound to. */
    @State(Scope.Benchmark)
    public static class Observed extends Engaged {
        /** Observes. */
        public Observed() {
            super("observed.yaml");
        }
    }

    /** A route whose primary, the called scorer, is healthy. */
    @State(Scope.Benchmark)
    public static class Routed extends Engaged {
        /** Routes. */
        public Routed() {
            super("routed.yaml");
        }
    }

    /** A route that is entered by calling {@code large} and served by {@code small}. */
    @State(Scope.Benchmark)
    public static class Rerouted extends Engaged {
        /** Routes elsewhere. */
        public Rerouted() {
            super("rerouted.yaml");
        }
    }

    /** A routed call that its node admits, and that is charged to a budget of tokens. */
    @State(Scope.Benchmark)
    public static class Admitted extends Engaged {
        /** Admits. */
        public Admitted() {
            super("admitted.yaml");
        }
    }

    /** A routed call that every level admits: node, model, route and JVM. */
    @State(Scope.Benchmark)
    public static class Limited extends Engaged {
        /** Limits. */
        public Limited() {
            super("limited.yaml");
        }
    }

    /** A circuit breaker and a retry with their defaults, put together once, as their guide shows it. */
    @State(Scope.Benchmark)
    public static class Resilience4j {
        Function<Features, Score> large;

        /** Puts them together. */
        public Resilience4j() {
            Scorer scorer = new Scorer("large");
            large = Retry.decorateFunction(
                    Retry.ofDefaults("score"),
                    CircuitBreaker.decorateFunction(CircuitBreaker.ofDefaults("score"), scorer::score));
        }
    }

    /** The application's own call. */
    @Benchmark
    public Score direct(Direct s, Question q) {
        return s.large.score(q.features);
    }

    /** The least that routing can cost. */
    @Benchmark
    public Score floor(Floor s, Question q) {
        return s.large.score(q.features);
    }

    /** Instrumented, and nothing to do. */
    @Benchmark
    public Score off(Off s, Question q) {
        return s.large.score(q.features);
    }

    /** Measured only. */
    @Benchmark
    public Score observed(Observed s, Question q) {
        return s.world.large.score(q.features);
    }

    /** Routed to the called instance. */
    @Benchmark
    public Score routed(Routed s, Question q) {
        return s.world.large.score(q.features);
    }

    /** Routed to another node. */
    @Benchmark
    public Score rerouted(Rerouted s, Question q) {
        return s.world.large.score(q.features);
    }

    /** Routed to the called instance, with a permit of its node and tokens of its model's budget. */
    @Benchmark
    public Score admitted(Admitted s, Question q) {
        return s.world.large.score(q.features);
    }

    /** Routed to the called instance, under the limits of every level. */
    @Benchmark
    public Score limited(Limited s, Question q) {
        return s.world.large.score(q.features);
    }

    /** Breaker and retry of a library, around the application's own call. */
    @Benchmark
    public Score resilience4j(Resilience4j s, Question q) {
        return s.large.apply(q.features);
    }
}
