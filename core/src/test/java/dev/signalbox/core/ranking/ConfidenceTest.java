package dev.signalbox.core.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The bounds against published values, and what age does to them. */
class ConfidenceTest {
    @Test
    void nothingIsKnownBeforeTheFirstTrial() {
        Confidence none = new Confidence(7, 9, 0);
        none.update(7, 9, 1);
        assertThat(none.lower()).isZero();
        assertThat(none.upper()).isOne();
        assertThat(none.trials()).isZero();
    }

    @Test
    void theBoundsAreThoseOfTheTextbooks() {
        // Newcombe, Two-sided confidence intervals for the single proportion, 1998, table I, method 3.
        assertBounds(81, 263, 0.2553, 0.3662);
        assertBounds(15, 148, 0.0624, 0.1605);
        assertBounds(0, 20, 0.0000, 0.1611);
        assertBounds(1, 29, 0.0061, 0.1718);
    }

    private static void assertBounds(long successes, long trials, double lower, double upper) {
        Confidence confidence = new Confidence(0, 0, 0);
        confidence.update(successes, trials, 0);
        assertThat(confidence.lower()).isCloseTo(lower, within(0.00006));
        assertThat(confidence.upper()).isCloseTo(upper, within(0.00006));
    }

    @Test
    void whatIsAMinuteOldCountsHalfHoweverOftenItIsLookedAt() {
        Confidence once = new Confidence(0, 0, 0);
        once.update(80, 100, 0);
        once.update(80, 100, TimeUnit.SECONDS.toNanos(60));
        assertThat(once.trials()).isCloseTo(50, within(1e-9));
        Confidence often = new Confidence(0, 0, 0);
        for (int tick = 0; tick <= 600; tick++) {
            often.update(80, 100, TimeUnit.MILLISECONDS.toNanos(tick * 100));
        }
        assertThat(often.lower()).isCloseTo(once.lower(), within(1e-9));
        assertThat(often.lower()).isLessThan(0.70).isGreaterThan(0.66);
        once.update(80, 180, TimeUnit.SECONDS.toNanos(60));
        assertThat(once.upper()).as("newer failures outweigh older successes").isLessThan(0.5);
    }
}
