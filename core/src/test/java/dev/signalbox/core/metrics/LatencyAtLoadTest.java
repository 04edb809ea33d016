package dev.signalbox.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class LatencyAtLoadTest {
    private static final long NOW = TimeUnit.HOURS.toNanos(1);
    private final LatencyAtLoad latency = new LatencyAtLoad();

    @Test
    void nothingIsKnownAtFirstAndOnlyFailuresAreWorseThanAnything() {
        assertThat(latency.cost(0, NOW)).isNaN();
        latency.failed(NOW);
        assertThat(latency.cost(0, NOW)).isInfinite();
        assertThat(latency.cost(0, NOW + TimeUnit.SECONDS.toNanos(11)))
                .as("forgiven")
                .isNaN();
    }

    @Test
    void itIsTheMedianOfTheLastFifteen() {
        Random random = new Random(7);
        long[] samples = new long[200];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = 1 + random.nextInt(1_000_000);
            latency.answered(0, samples[i], NOW);
            long[] last = Arrays.copyOfRange(samples, Math.max(0, i - 14), i + 1);
            Arrays.sort(last);
            double cost = latency.cost(0, NOW);
            assertThat(cost).isBetween(last[(last.length - 1) / 2] * 0.999, last[last.length / 2] * 1.001);
        }
    }

    @Test
    void twiceAsFullIsTwiceAsSlow() {
        latency.answered(3, 400, NOW);
        assertThat(latency.cost(3, NOW)).isCloseTo(400, within(0.1));
        assertThat(latency.cost(7, NOW)).isCloseTo(800, within(0.1));
        assertThat(latency.cost(0, NOW)).isCloseTo(100, within(0.1));
    }

    @Test
    void samplesFarFromThePresentLoadAreLeftOutWhereThereAreNearOnes() {
        for (int i = 0; i < 10; i++) {
            latency.answered(0, 1_000, NOW);
        }
        for (int i = 0; i < 3; i++) {
            latency.answered(9, 2_000, NOW);
        }
        assertThat(latency.cost(9, NOW)).isCloseTo(2_000, within(0.1));
    }

    @Test
    void aFailureCostsTenLatenciesAgainstTheAnswers() {
        for (int i = 0; i < 31; i++) {
            latency.answered(0, 1_000, NOW);
        }
        latency.failed(NOW);
        assertThat(latency.cost(0, NOW)).isCloseTo(1_000 * (1 + 10 / 32.0), Percentage.withPercentage(0.1));
        for (int i = 0; i < 32; i++) {
            latency.answered(0, 1_000, NOW);
        }
        assertThat(latency.cost(0, NOW)).as("forgotten").isCloseTo(1_000, Percentage.withPercentage(0.1));
    }

    @Test
    void whatIsKnownOfAnIdleNodeFades() {
        latency.answered(0, 1_000, NOW);
        assertThat(latency.cost(0, NOW + TimeUnit.SECONDS.toNanos(1))).isCloseTo(500, within(0.1));
        latency.clear();
        latency.answered(0, TimeUnit.SECONDS.toNanos(5), NOW);
        assertThat(latency.cost(0, NOW + TimeUnit.SECONDS.toNanos(50)))
                .as("what takes seconds is not known anew every second")
                .isCloseTo(TimeUnit.MILLISECONDS.toNanos(2_500), Percentage.withPercentage(0.1));
    }

    @Test
    void silenceOfABusyNodeIsSlowness() {
        latency.answered(2, 1_000, NOW);
        assertThat(latency.cost(2, NOW + 1_000)).isCloseTo(1_000, within(0.1));
        assertThat(latency.cost(2, NOW + 30_000)).isCloseTo(20_000, within(0.1));
    }

    @Test
    void manyThreadsLeaveAMedianOfWhatTheySaw() throws InterruptedException {
        Thread[] threads = new Thread[8];
        for (int t = 0; t < threads.length; t++) {
            int me = t;
            threads[t] = new Thread(() -> {
                for (int i = 0; i < 20_000; i++) {
                    latency.answered(0, 1_000 + me, NOW);
                }
            });
            threads[t].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(latency.cost(0, NOW)).isBetween(999.9, 1_007.1);
    }
}
