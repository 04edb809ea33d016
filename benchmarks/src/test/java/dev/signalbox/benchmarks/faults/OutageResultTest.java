package dev.signalbox.benchmarks.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OutageResultTest {
    private static final String FIRST = "This is gpt-4o.";
    private static final String SECOND = "This is gpt-4.1-nano.";

    private final List<OutageResult.Call> calls = new ArrayList<>();

    /** One a second, from 1 s on. */
    private void asked(int times, int attempts, String text) {
        for (int i = 0; i < times; i++) {
            int number = calls.size();
            long micros = 1_000L * (number + 1);
            calls.add(
                    0,
                    new OutageResult.Call(
                            TimeUnit.SECONDS.toNanos(number + 1), new Answer(number, micros, attempts, text)));
        }
    }

    private OutageResult between(int begun, int ended) {
        return OutageResult.of(calls, TimeUnit.SECONDS.toNanos(begun), TimeUnit.SECONDS.toNanos(ended));
    }

    @Test
    void countsFailuresOfTheWholeTrialAndWhatTheFirstWasAskedForNothing() {
        asked(2, 1, FIRST);
        asked(3, 2, SECOND);
        asked(2, 3, "TimeoutException");
        asked(1, 2, FIRST);
        asked(1, 1, "RuntimeException");
        OutageResult result = between(3, 9);
        assertThat(result.failures()).isEqualTo(3);
        assertThat(result.wasted()).isEqualTo(3 * 2 + 2 * 3 + 1);
        assertThat(result.halfMillis()).isEqualTo(5);
        assertThat(result.mostMillis()).isEqualTo(8);
        assertThat(result.secondsToSwitch()).isNaN();
        assertThat(result.secondsToReturn()).isNaN();
    }

    @Test
    void switchesAndReturnsWithTheFirstOfFiveInARow() {
        asked(2, 1, FIRST);
        asked(2, 1, SECOND);
        asked(4, 0, SECOND);
        asked(1, 1, SECOND);
        asked(7, 0, SECOND);
        asked(1, 1, FIRST);
        asked(1, 0, SECOND);
        asked(5, 1, FIRST);
        OutageResult result = between(3, 15);
        assertThat(result.secondsToSwitch()).isEqualTo(10 - 3);
        assertThat(result.secondsToReturn()).isEqualTo(19 - 15);
    }

    @Test
    void aCallThatIsUnderWayWhenTheOutageBeginsIsPartOfIt() {
        calls.add(new OutageResult.Call(TimeUnit.SECONDS.toNanos(1), new Answer(0, 2_500_000, 2, SECOND)));
        calls.add(new OutageResult.Call(TimeUnit.SECONDS.toNanos(2), new Answer(1, 500_000, 1, SECOND)));
        OutageResult result = between(3, 9);
        assertThat(result.wasted()).isEqualTo(2);
        assertThat(result.halfMillis()).isEqualTo(2_500);
    }

    @Test
    void answersSurviveTheirLine() {
        Answer answer = new Answer(7, 1234, 2, "InternalServerException");
        assertThat(Answer.parse(answer.line())).isEqualTo(answer);
        assertThat(answer.isFailure()).isTrue();
        assertThat(new Answer(7, 1, 1, FIRST).isFailure()).isFalse();
        assertThat(new Answer(7, 1, 0, SECOND).isFailure()).isFalse();
    }

    @Test
    void arrivalsAreThoseOfTheSeedAndInOrder() {
        Schedule schedule = new Schedule(7, 50, Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(20));
        assertThat(schedule.arrivals()).isSorted().hasSize(1000).containsExactly(schedule.arrivals());
        assertThat(schedule.arrivals()[999]).isBetween(18_000_000_000L, 22_000_000_000L);
        assertThat(new Schedule(8, 50, schedule.begins(), schedule.ends(), schedule.over()).arrivals())
                .isNotEqualTo(schedule.arrivals());
    }
}
