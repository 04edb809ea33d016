package dev.signalbox.benchmarks.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.core.model.Node;
import org.junit.jupiter.api.Test;

/** The benchmarks do what their names say: a number is worth nothing where they do not. */
class CallBenchmarkTest {
    private final CallBenchmark benchmark = new CallBenchmark();
    private final CallBenchmark.Question question = new CallBenchmark.Question();

    @Test
    void theFloorCallsTheOtherNodeAndCounts() {
        CallBenchmark.Floor floor = new CallBenchmark.Floor();
        floor.route();
        assertThat(benchmark.floor(floor, question).model()).isEqualTo("small");
        assertThat(floor.large.begun()).isEqualTo(1);
    }

    @Test
    void offReachesNoEngine() {
        CallBenchmark.Observed observed = new CallBenchmark.Observed();
        observed.close();
        CallBenchmark.Off off = new CallBenchmark.Off();
        assertThat(benchmark.off(off, question).model()).isEqualTo("large");
        assertThat(observed.world.engine.instances().find(off.large)).isNull();
    }

    @Test
    void observedMeasuresAndRoutesNothing() {
        CallBenchmark.Observed s = new CallBenchmark.Observed();
        assertThat(benchmark.observed(s, question).model()).isEqualTo("large");
        assertThat(s.world.engine.instances().find(s.world.large).meter().total())
                .isEqualTo(1);
        assertThat(s.world.engine.routes()).isEmpty();
        s.close();
    }

    @Test
    void routedStaysOnTheCalledInstance() {
        CallBenchmark.Routed s = new CallBenchmark.Routed();
        assertThat(benchmark.routed(s, question).model()).isEqualTo("large");
        assertThat(attempts(s, "large")).isEqualTo(1);
        assertThat(s.world.engine.routes().get(0).calls().total()).isEqualTo(1);
        s.close();
    }

    @Test
    void reroutedGoesToTheOtherNode() {
        CallBenchmark.Rerouted s = new CallBenchmark.Rerouted();
        assertThat(benchmark.rerouted(s, question).model()).isEqualTo("small");
        assertThat(attempts(s, "large")).isZero();
        assertThat(attempts(s, "small")).isEqualTo(1);
        s.close();
    }

    @Test
    void theLibrarysBreakerAndRetryAnswerThroughTheScorer() {
        assertThat(benchmark
                        .resilience4j(new CallBenchmark.Resilience4j(), question)
                        .model())
                .isEqualTo("large");
    }

    private static long attempts(CallBenchmark.Engaged s, String model) {
        return s.world.engine.nodes().stream()
                .filter(n -> n.model().equals(model))
                .map(Node::meter)
                .mapToLong(m -> m.total())
                .sum();
    }
}
