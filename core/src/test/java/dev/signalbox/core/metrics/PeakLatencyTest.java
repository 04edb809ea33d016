package dev.signalbox.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class PeakLatencyTest {
    private static final long NOW = TimeUnit.DAYS.toNanos(30);
    private static final Percentage CLOSE = Percentage.withPercentage(0.1);
    private final PeakLatency latency = new PeakLatency();

    private static long in(long seconds) {
        return NOW + TimeUnit.SECONDS.toNanos(seconds);
    }

    @Test
    void itJumpsToAPeakAndFadesWithItsTimeConstant() {
        assertThat(latency.nanos(NOW)).isZero();
        latency.answered(1_000_000, NOW);
        latency.answered(9_000_000, NOW);
        assertThat(latency.nanos(NOW)).isCloseTo(9_000_000, CLOSE);
        assertThat(latency.nanos(in(10))).isCloseTo(9_000_000 / Math.E, CLOSE);
    }

    @Test
    void aLowerLatencyCountsByTheTimeThatWentBy() {
        latency.answered(9_000_000, NOW);
        latency.answered(1_000_000, in(10));
        assertThat(latency.nanos(in(10))).isCloseTo(9_000_000 / Math.E + 1_000_000 * (1 - 1 / Math.E), CLOSE);
    }

    @Test
    void aFastFailureIsChargedWithTwiceTheCost() {
        latency.answered(1_000_000, NOW);
        latency.failed(10, NOW);
        assertThat(latency.nanos(NOW)).isCloseTo(2_000_000, CLOSE);
        for (int i = 0; i < 100; i++) {
            latency.failed(10, NOW);
        }
        assertThat(latency.nanos(NOW)).as("a minute at most").isCloseTo(60e9, CLOSE);
    }
}
