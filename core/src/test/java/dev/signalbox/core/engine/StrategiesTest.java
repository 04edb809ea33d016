package dev.signalbox.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.core.config.RankingConfig;
import dev.signalbox.core.config.RankingStrategy;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Whom calls try first, as what is measured changes. */
class StrategiesTest {
    private static final int[] NOTHING_SAID = {0, 0};
    private static final double[] ALIKE = {1, 1};

    @Test
    void byLatencyTheFastestIsFirstOnceBothAreKnown() throws Throwable {
        RankingLife life = new RankingLife(1, RankingLife.ranking(RankingStrategy.LATENCY), NOTHING_SAID, ALIKE);
        life.millis[0] = 50;
        life.millis[1] = 30;
        life.calls(20);
        assertThat(life.order()).as("the other one is not known").containsExactly("a", "b");
        life.world.engine.operator().failOver("chat", "b", TimeUnit.SECONDS.toNanos(2), "to know it");
        life.calls(40);
        assertThat(life.order()).containsExactly("b", "a");
        assertThat(life.call()).isEqualTo(1);
        life.millis[1] = 70;
        life.calls(200);
        assertThat(life.call()).as("what was measured of a is kept").isEqualTo(0);
    }

    @Test
    void failuresMakeNobodyFast() throws Throwable {
        RankingLife life = new RankingLife(1, RankingLife.ranking(RankingStrategy.LATENCY), NOTHING_SAID, ALIKE);
        life.millis[0] = 10;
        life.millis[1] = 30;
        life.calls(20);
        life.millis[0] = 1;
        for (int i = 0; i < 60; i++) {
            life.down[0] = i % 4 != 0; // fast, and wrong three times of four
            life.calls(1);
        }
        double expected = life.world.chain("a").standing().cost().expectedLatencyMillis();
        assertThat(expected).isGreaterThan(1.5);
    }

    @Test
    void byCostACheapOneThatFailsHalfOfItsCallsLosesItsPlaceAndGetsItBack() throws Throwable {
        RankingLife life = new RankingLife(1, RankingLife.ranking(RankingStrategy.COST), new int[] {500, 100}, ALIKE);
        assertThat(life.order()).containsExactly("b", "a");
        for (int i = 0; i < 60; i++) {
            life.down[1] = i % 2 == 0;
            life.calls(1);
        }
        assertThat(life.order()).containsExactly("a", "b");
        life.down[1] = false;
        life.world.pass(5, TimeUnit.MINUTES);
        assertThat(life.order()).as("little is known of it by now").containsExactly("b", "a");
    }

    @Test
    void byWeightTheFirstChainIsDrawnAndTheOtherStandsIn() throws Throwable {
        RankingConfig ranking = new RankingConfig(
                RankingStrategy.WEIGHTED,
                Map.of("a", 0.25, "b", 0.75),
                RankingConfig.UNLIMITED,
                RankingConfig.UNLIMITED,
                Map.of());
        RankingLife life = new RankingLife(7, ranking, NOTHING_SAID, ALIKE);
        assertThat(life.order()).containsExactly("b", "a");
        int first = 0;
        for (int i = 0; i < 4_000; i++) {
            first += life.call() == 0 ? 1 : 0;
        }
        assertThat(first).isBetween(900, 1_100);
        life.down[1] = true;
        for (int i = 0; i < 100; i++) {
            assertThat(life.call()).isEqualTo(0);
        }
        life.down[1] = false;
        life.world.engine.operator().failOver("chat", "a", 0, "an operator's choice is not drawn");
        for (int i = 0; i < 100; i++) {
            assertThat(life.call()).isEqualTo(0);
        }
    }

    @Test
    void byCapabilityTheBestIsFirst() throws Throwable {
        RankingConfig ranking =
                RankingLife.ranking(RankingStrategy.CAPABILITY, RankingConfig.UNLIMITED, RankingConfig.UNLIMITED, 0.5);
        RankingLife life = new RankingLife(1, ranking, NOTHING_SAID, new double[] {0.8, 0.85});
        assertThat(life.call()).isEqualTo(1);
    }
}
