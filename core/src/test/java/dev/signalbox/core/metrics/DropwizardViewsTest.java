package dev.signalbox.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.codahale.metrics.Snapshot;
import dev.signalbox.core.testing.VirtualTime;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

/** What Dropwizard shows is what the meters counted. */
class DropwizardViewsTest {
    private final VirtualTime time = new VirtualTime(1);
    private final Meter meter = new Meter(2, true);

    @Test
    void timerShowsTheMetersLatenciesInNanoseconds() {
        LatencyTimer timer = new LatencyTimer(meter, time);
        for (int millis = 1; millis <= 100; millis++) {
            meter.record(millis % 70, millis % 2, TimeUnit.MILLISECONDS.toNanos(millis));
        }
        Snapshot snapshot = timer.getSnapshot();
        assertThat(timer.getCount()).isEqualTo(100);
        assertThat(snapshot.size()).isEqualTo(100);
        assertThat(snapshot.getMin()).isCloseTo(1_000_000, within(62_500L));
        assertThat(snapshot.getMax()).isCloseTo(100_000_000, within(6_250_000L));
        assertThat(snapshot.getMedian()).isCloseTo(50e6, within(3.2e6));
        assertThat(snapshot.get95thPercentile()).isCloseTo(95e6, within(6e6));
        assertThat(snapshot.getMean()).isCloseTo(50.5e6, within(1.5e6));
        assertThat(snapshot.getStdDev()).isCloseTo(29.0e6, within(1e6));
        assertThat(snapshot.getValues()).isSorted().hasSizeBetween(20, 100);
    }

    @Test
    void whatIsUnknownIsNotANumber() {
        LatencyTimer timer = new LatencyTimer(meter, time);
        Snapshot snapshot = timer.getSnapshot();
        assertThat(snapshot.getMean()).isNaN();
        assertThat(snapshot.getMedian()).isNaN();
        assertThat(snapshot.getStdDev()).isNaN();
        assertThat(timer.getMeanRate()).isNaN();
    }

    @Test
    void ratesCountWhatCameAfterTheTimerBegan() {
        meter.record(0, 0, 1000);
        LatencyTimer timer = new LatencyTimer(meter, time);
        for (int tick = 0; tick < 12; tick++) {
            for (int i = 0; i < 50; i++) {
                meter.record(0, 0, 1000);
            }
            time.advance(5, TimeUnit.SECONDS);
            timer.tick();
        }
        assertThat(timer.getMeanRate()).isCloseTo(10, within(0.01));
        assertThat(timer.getOneMinuteRate()).isCloseTo(10, within(0.01));
        assertThat(timer.getFifteenMinuteRate()).isCloseTo(10, within(0.01));
    }

    @Test
    void nothingIsRecordedThroughDropwizard() {
        LongAdder count = new LongAdder();
        CounterView counter = new CounterView(count::sum);
        count.add(3);
        assertThat(counter.getCount()).isEqualTo(3);
        assertThatThrownBy(counter::inc).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> new LatencyTimer(meter, time).update(1, TimeUnit.SECONDS))
                .isInstanceOf(UnsupportedOperationException.class);
    }
}
