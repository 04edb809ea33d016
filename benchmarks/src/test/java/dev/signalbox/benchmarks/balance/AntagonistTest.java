package dev.signalbox.benchmarks.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.signalbox.core.config.BalanceStrategy;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The short form of the experiment, and what the simulation is held to. */
class AntagonistTest {
    private static final int SEEDS = 6;

    private static Map<BalanceStrategy, Result> run(Scenario scenario) {
        Map<BalanceStrategy, Result> results = new EnumMap<>(BalanceStrategy.class);
        for (BalanceStrategy strategy : BalanceStrategy.values()) {
            results.put(strategy, Result.of(scenario, strategy, SEEDS));
        }
        return results;
    }

    private static void isBestOrEqual(Map<BalanceStrategy, Result> results) {
        Result ours = results.get(BalanceStrategy.HOT_COLD);
        results.forEach((strategy, other) -> {
            assertThat(ours.p99().low())
                    .as(strategy.word())
                    .isLessThanOrEqualTo(other.p99().high());
            assertThat(ours.p999().low())
                    .as(strategy.word())
                    .isLessThanOrEqualTo(other.p999().high());
        });
    }

    @Test
    void hotColdIsBestOrEqualAndFarFromTheBlindOnes() {
        for (double load : new double[] {0.7, 0.9}) {
            Map<BalanceStrategy, Result> results = run(Scenarios.ofAllocation(10, load, 20));
            isBestOrEqual(results);
            double ours = results.get(BalanceStrategy.HOT_COLD).p99().mean();
            assertThat(ours)
                    .isLessThan(results.get(BalanceStrategy.RANDOM).p99().mean() / 2);
            assertThat(ours)
                    .isLessThan(results.get(BalanceStrategy.ROUND_ROBIN).p99().mean() / 2);
        }
        isBestOrEqual(run(Scenarios.ofCapacity(10, 0.9, 20)));
    }

    @Test
    void aLoneIdleReplicaTakesAsLongAsTheWork() {
        Scenario idle = new Scenario("idle", 1, 4, 4, 0.02, true, 80, 1e9, 1e-9, 1, 1, 2_000);
        double[] latencies = Simulation.run(idle, BalanceStrategy.RANDOM, 1);
        double mean = Arrays.stream(latencies).average().orElseThrow();
        assertThat(mean).isCloseTo(idle.meanWorkMillis(), within(idle.meanWorkMillis() * 0.05));
    }

    @Test
    void aReplicaOfOneCoreIsAProcessorSharingQueue() {
        Scenario one = new Scenario("one", 1, 1, 1, 0.5, true, 80, 1e9, 1e-9, 1, 1, 4_000);
        double mean = Arrays.stream(Simulation.run(one, BalanceStrategy.RANDOM, 1))
                .average()
                .orElseThrow();
        // M/G/1 with processor sharing: the mean work over what is left of the capacity, whatever its distribution.
        assertThat(mean).isCloseTo(one.meanWorkMillis() / (1 - 0.5), within(one.meanWorkMillis() * 0.15));
    }

    @Test
    void intervalsAreThoseOfStudent() {
        Interval i = Interval.of(new double[] {1, 2, 3, 4});
        assertThat(i.mean()).isEqualTo(2.5);
        assertThat(i.half()).isCloseTo(3.182 * Math.sqrt(5.0 / 3 / 4), within(1e-9));
        assertThat(i.overlaps(new Interval(6, 1.5))).isTrue();
        assertThat(i.overlaps(new Interval(6, 1.4))).isFalse();
    }
}
