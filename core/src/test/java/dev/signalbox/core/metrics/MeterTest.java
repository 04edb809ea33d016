package dev.signalbox.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MeterTest {
    @Test
    void quantilesAreWithinAFewPercentOverTheWholeRange() {
        Random random = new Random(7);
        for (long scale = 1_000; scale < 100_000_000_000L; scale *= 10) {
            Meter meter = new Meter(1, true);
            long[] values = new long[10_000];
            for (int i = 0; i < values.length; i++) {
                values[i] = scale + (long) (random.nextDouble() * scale);
                meter.record(i & 127, 0, values[i]);
            }
            java.util.Arrays.sort(values);
            for (double q : new double[] {0.5, 0.95, 0.99}) {
                double exact = values[(int) Math.ceil(q * values.length) - 1] / 1e6;
                assertThat(meter.latencies().quantileMillis(q))
                        .as("p%s at %s ns", q * 100, scale)
                        .isCloseTo(exact, within(exact * 0.0725));
            }
        }
    }

    @Test
    void nothingCountedIsUnknownAndNotZero() {
        Meter meter = new Meter(2, true);
        assertThat(meter.meanNanos()).isNaN();
        assertThat(meter.latencies().quantileMillis(0.5)).isNaN();
    }

    @Test
    void slotsBeyondTheLastOwnedCellShareOneWithoutLosingACount() throws InterruptedException {
        Meter meter = new Meter(2, true);
        int threads = 8;
        int each = 50_000;
        CountDownLatch done = new CountDownLatch(threads);
        for (int t = 0; t < threads; t++) {
            int stripe = Meter.SHARED - 2 + t;
            new Thread(() -> {
                        for (int i = 0; i < each; i++) {
                            meter.begin(stripe);
                            meter.record(stripe, i & 1, 1_000);
                        }
                        done.countDown();
                    })
                    .start();
        }
        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(meter.total()).isEqualTo((long) threads * each);
        assertThat(meter.count(0)).isEqualTo((long) threads * each / 2);
        assertThat(meter.latencies().size()).isEqualTo((long) threads * each);
        assertThat(meter.inFlight()).isZero();
    }
}
