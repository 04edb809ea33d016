package dev.signalbox.core.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The mean of a Beta posterior, whose outcomes count half after ten minutes. */
class SuccessEstimateTest {
    private static final long TEN_MINUTES = TimeUnit.MINUTES.toNanos(10);

    @Test
    void knowsNothingAtFirst() {
        assertThat(new SuccessEstimate(0).probability(0)).isEqualTo(0.5);
    }

    @Test
    void isTheMeanOfThePosterior() {
        SuccessEstimate estimate = new SuccessEstimate(0);
        estimate.learn(0, 8, 2);
        assertThat(estimate.probability(0)).isEqualTo(9.0 / 12);
    }

    @Test
    void forgetsWithTime() {
        SuccessEstimate estimate = new SuccessEstimate(0);
        estimate.learn(0, 8, 0);
        assertThat(estimate.probability(TEN_MINUTES)).isCloseTo(5.0 / 6, within(1e-9));
        assertThat(estimate.probability(100 * TEN_MINUTES)).isCloseTo(0.5, within(1e-9));
        estimate.learn(100 * TEN_MINUTES, 0, 3);
        assertThat(estimate.probability(100 * TEN_MINUTES)).isCloseTo(0.2, within(1e-9));
    }

    @Test
    void aClockThatGoesBackChangesNothing() {
        SuccessEstimate estimate = new SuccessEstimate(TEN_MINUTES);
        estimate.learn(TEN_MINUTES, 8, 0);
        assertThat(estimate.probability(0)).isEqualTo(0.9);
    }
}
