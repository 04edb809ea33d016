package dev.signalbox.core.admission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LearnedCostTest {
    @Test
    void whatNobodySpeaksOfStaysPessimisticUntilThereAreSamples() {
        LearnedCost cost = LearnedCost.assumed(32_768);
        cost.learn(100, LearnedCost.HALVING - 1);
        assertThat(cost.estimate()).isEqualTo(32_768);
        assertThat(cost.source()).isEqualTo(EstimateSource.ASSUMED);
        cost.learn(100, LearnedCost.HALVING);
        assertThat(cost.estimate()).isEqualTo(100);
        assertThat(cost.source()).isEqualTo(EstimateSource.MEASURED);
    }

    @Test
    void whatTheConfigSaysCountsForLessAndLess() {
        LearnedCost cost = LearnedCost.configured(1_000);
        assertThat(cost.source()).isEqualTo(EstimateSource.CONFIGURED);
        cost.learn(100, 1);
        assertThat(cost.estimate()).isEqualTo(1_000); // by less than a tenth
        cost.learn(100, LearnedCost.HALVING);
        assertThat(cost.estimate()).isEqualTo(550);
        assertThat(cost.source()).isEqualTo(EstimateSource.MEASURED);
        cost.learn(100, 100);
        assertThat(cost.estimate()).isEqualTo(100);
    }

    @Test
    void whatIsUnknownTeachesNothing() {
        LearnedCost cost = LearnedCost.configured(1_000);
        cost.learn(Double.NaN, 1_000);
        assertThat(cost.estimate()).isEqualTo(1_000);
        assertThat(cost.source()).isEqualTo(EstimateSource.CONFIGURED);
    }

    @Test
    void itDoesNotFollowWhatIsLessThanATenth() {
        LearnedCost cost = LearnedCost.assumed(1_000);
        cost.learn(1_100, 100);
        assertThat(cost.estimate()).isEqualTo(1_000);
        cost.learn(900, 100);
        assertThat(cost.estimate()).isEqualTo(1_000);
        cost.learn(1_101, 100);
        assertThat(cost.estimate()).isEqualTo(1_101);
    }

    @Test
    void noCallTakesNothing() {
        LearnedCost cost = LearnedCost.assumed(1_000);
        cost.learn(0, 100);
        assertThat(cost.estimate()).isEqualTo(1);
    }
}
