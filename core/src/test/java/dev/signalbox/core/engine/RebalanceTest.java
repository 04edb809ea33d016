package dev.signalbox.core.engine;

import static dev.signalbox.core.engine.Recovering.incidents;
import static dev.signalbox.core.engine.Recovering.limping;
import static dev.signalbox.core.engine.Recovering.load;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.core.config.Comparison;
import dev.signalbox.core.config.Condition;
import dev.signalbox.core.config.DegradeConfig;
import dev.signalbox.core.config.DegradeConfig.Then;
import dev.signalbox.core.config.Metric;
import dev.signalbox.core.recovery.RecoveryStatus;
import dev.signalbox.core.recovery.RecoveryType;
import dev.signalbox.core.testing.TestModel;
import dev.signalbox.core.testing.World;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Weight moves away from a node in trouble in steps, not below the floor, and back. */
class RebalanceTest {
    private static final Condition LIMPING = Recovering.condition(Metric.ERROR_RATE, Comparison.ABOVE, 0.1, 10);

    private final World world = new World(
            1,
            Recovering.config(
                    Recovering.degrade(new DegradeConfig(LIMPING, Then.REBALANCE, 0, DegradeConfig.IDLE, 0.2)),
                    World.replicas("large", 4)));
    /** With more failures it would be ejected, and nothing be left to move. */
    private final TestModel bad = world.model("large", limping("bad", 6));

    private final TestModel good = world.model("large", null);

    private double weight() {
        return world.node("large#0").automaticWeight();
    }

    @Test
    void inStepsAndBack() {
        List<Double> weights = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            load(world, bad, 1);
            if (weights.isEmpty() || weights.get(weights.size() - 1) != weight()) {
                weights.add(weight());
            }
        }
        assertThat(weights).containsExactly(1.0, 0.75, 0.5, 0.25, 0.2);
        assertThat(world.node("large#1").automaticWeight()).isEqualTo(1);
        assertThat(incidents(world, "large#0")).singleElement().satisfies(i -> {
            assertThat(i.type()).isEqualTo(RecoveryType.BALANCE);
            assertThat(i.status()).isEqualTo(RecoveryStatus.IN_PROGRESS);
            assertThat(i.action().parameters()).isEqualTo("weight in steps of 0.25 every 5 s, down to 0.2");
        });
        bad.recovers();
        weights.clear();
        for (int i = 0; i < 60; i++) {
            load(world, bad, 1);
            if (weights.isEmpty() || weights.get(weights.size() - 1) != weight()) {
                weights.add(weight());
            }
        }
        assertThat(weights.get(weights.size() - 1)).isEqualTo(1);
        assertThat(weights).isSorted();
        assertThat(incidents(world, "large#0"))
                .singleElement()
                .satisfies(i -> assertThat(i.status()).isEqualTo(RecoveryStatus.COMPLETED));
        assertThat(world.engine.recoveries().probabilities()).containsKey("large/rebalance");
    }

    @Test
    void theOperatorsWeightIsKeptApart() {
        world.engine.tick();
        world.node("large#0").setWeight(2);
        load(world, bad, 60);
        assertThat(world.node("large#0").effectiveWeight()).isEqualTo(0.4);
        bad.recovers();
        load(world, bad, 60);
        assertThat(world.node("large#0").effectiveWeight()).isEqualTo(2);
    }

    @Test
    void whereAllAreInTroubleNobodyIsMoved() {
        good.does(limping("good"));
        load(world, bad, 30);
        assertThat(world.engine.nodes()).allMatch(n -> n.automaticWeight() == 1);
        assertThat(incidents(world, "large#0")).singleElement().satisfies(i -> {
            assertThat(i.status()).isEqualTo(RecoveryStatus.PENDING);
            assertThat(i.last().note()).contains("no other node of 'large' is well");
        });
        bad.recovers();
        good.recovers();
        load(world, bad, 60);
        assertThat(incidents(world, "large#0")).allMatch(i -> i.status().isFinal());
        assertThat(world.engine.nodes()).allMatch(n -> n.automaticWeight() == 1);
    }

    @Test
    void aRuleThatGoesGivesTheWeightBack() {
        load(world, bad, 40);
        assertThat(weight()).isLessThan(1);
        world.engine.apply(
                Recovering.config(dev.signalbox.core.config.RecoveryConfig.NONE, World.replicas("large", 4)));
        load(world, bad, 40);
        assertThat(weight()).isEqualTo(1);
        assertThat(incidents(world, "large#0").get(0).status().isFinal()).isTrue();
    }
}
