package dev.signalbox.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecentCostTest {
    private static final long MB = 1 << 20;
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private final CostMeter meter = new CostMeter();

    private RecentCost cost(long now) {
        return RecentCost.of(meter.samples(), now);
    }

    @Test
    void nothingIsKnownAtFirst() {
        assertThat(cost(0)).isEqualTo(new RecentCost(Double.NaN, Double.NaN));
    }

    @Test
    void oneInTwentyCallsAllocatesMore() {
        for (int i = 1; i <= 100; i++) {
            meter.record(i * MB, MILLI, 4 * MILLI, 0);
        }
        assertThat(cost(0)).isEqualTo(new RecentCost(95, 0.25));
    }

    @Test
    void whatIsUnknownIsNotNothing() {
        meter.record(-1, MILLI, 2 * MILLI, 0);
        assertThat(cost(0)).isEqualTo(new RecentCost(Double.NaN, 0.5));
        meter.record(3 * MB, -1, 100 * MILLI, 0);
        assertThat(cost(0)).isEqualTo(new RecentCost(3, 0.5));
    }

    @Test
    void aThreadKeepsNoMoreThanOneProcessorBusy() {
        meter.record(0, 3 * MILLI, 2 * MILLI, 0);
        assertThat(cost(0).cpu()).isEqualTo(1);
    }

    @Test
    void whatIsOldIsForgottenOnceThereIsEnoughThatIsNew() {
        IntStream.range(0, 50).forEach(i -> meter.record(9 * MB, 0, MILLI, i));
        long later = TimeUnit.SECONDS.toNanos(6);
        assertThat(cost(later).memoryMB()).isEqualTo(9);
        IntStream.range(0, 18).forEach(i -> meter.record(MB, 0, MILLI, later));
        assertThat(cost(later).memoryMB()).isEqualTo(9);
        IntStream.range(0, 2).forEach(i -> meter.record(MB, 0, MILLI, later));
        assertThat(cost(later).memoryMB()).isEqualTo(1);
    }

    @Test
    void theLastSamplesAreKept() {
        for (int i = 0; i < 10 * CostMeter.KEPT; i++) {
            meter.record(i, 0, 1, i);
        }
        List<CostSample> kept = meter.samples();
        assertThat(kept).hasSize(CostMeter.KEPT).allMatch(s -> s.allocatedBytes() >= 9 * CostMeter.KEPT);
        assertThat(meter.recorded()).isEqualTo(10 * CostMeter.KEPT);
    }

    @Test
    void noReaderSeesHalfOfASample() throws InterruptedException {
        List<Thread> writers = IntStream.range(0, 3)
                .mapToObj(w -> new Thread(() -> {
                    for (long i = w; i < 3_000_000; i += 3) {
                        meter.record(i, i, i, i);
                    }
                }))
                .toList();
        writers.forEach(Thread::start);
        while (writers.stream().anyMatch(Thread::isAlive)) {
            assertThat(meter.samples())
                    .allMatch(s ->
                            s.allocatedBytes() == s.nanos() && s.cpuNanos() == s.nanos() && s.atNanos() == s.nanos());
        }
        for (Thread writer : writers) {
            writer.join();
        }
        assertThat(meter.recorded()).isEqualTo(3_000_000);
    }
}
