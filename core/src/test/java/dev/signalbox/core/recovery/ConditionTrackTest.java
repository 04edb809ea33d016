package dev.signalbox.core.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.core.config.Comparison;
import dev.signalbox.core.config.Condition;
import dev.signalbox.core.config.Metric;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A condition holds for its time before it is in force, and is over for the same time before it ends. */
class ConditionTrackTest {
    private long now = TimeUnit.HOURS.toNanos(1);

    private static ConditionTrack track(int seconds) {
        return new ConditionTrack(new Condition(Metric.ERROR_RATE, Comparison.ABOVE, 0.2, Duration.ofSeconds(seconds)));
    }

    /** Looks ten times a second; what the last look said. */
    private boolean look(ConditionTrack track, double value, int tenths) {
        boolean inForce = track.isInForce();
        for (int i = 0; i < tenths; i++) {
            now += TimeUnit.MILLISECONDS.toNanos(100);
            inForce = track.look(now, value);
        }
        return inForce;
    }

    @Test
    void beginsOnlyOnceItHasHeldForItsTime() {
        ConditionTrack track = track(10);
        assertThat(look(track, 0.3, 100)).isFalse();
        assertThat(look(track, 0.3, 1)).isTrue();
    }

    @Test
    void aBreakBeginsTheTimeAnew() {
        ConditionTrack track = track(10);
        look(track, 0.3, 90);
        look(track, 0.2, 1);
        assertThat(look(track, 0.3, 100)).isFalse();
        assertThat(look(track, 0.3, 1)).isTrue();
    }

    @Test
    void endsOnlyOnceItHasBeenOverForTheSameTime() {
        ConditionTrack track = track(10);
        look(track, 0.3, 101);
        assertThat(look(track, 0.1, 100)).isTrue();
        assertThat(look(track, 0.1, 1)).isFalse();
    }

    @Test
    void aValueJustBelowTheThresholdDoesNotEndIt() {
        ConditionTrack track = track(10);
        look(track, 0.3, 101);
        assertThat(look(track, 0.19, 1_000)).isTrue();
        look(track, 0.1, 90);
        look(track, 0.19, 1);
        assertThat(look(track, 0.1, 100)).isTrue();
    }

    @Test
    void whatIsUnknownNeitherBeginsNorKeepsIt() {
        ConditionTrack track = track(10);
        look(track, 0.3, 90);
        look(track, Double.NaN, 1);
        assertThat(look(track, 0.3, 100)).isFalse();
        look(track, 0.3, 1);
        assertThat(look(track, Double.NaN, 101)).isFalse();
    }

    @Test
    void withoutATimeOneLookIsEnough() {
        ConditionTrack track = track(0);
        assertThat(look(track, 0.3, 1)).isTrue();
        assertThat(look(track, 0.1, 1)).isFalse();
    }

    @Test
    void aGapInWhichNobodyLookedCountsAsASecondAtMost() {
        ConditionTrack track = track(10);
        look(track, 0.3, 1);
        now += TimeUnit.HOURS.toNanos(2);
        assertThat(track.look(now, 0.3)).isFalse();
        assertThat(track.turningNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(1));
        now -= TimeUnit.HOURS.toNanos(3);
        assertThat(track.look(now, 0.3)).isFalse();
        assertThat(track.turningNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(1));
    }
}
