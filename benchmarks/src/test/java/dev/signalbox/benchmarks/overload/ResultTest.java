package dev.signalbox.benchmarks.overload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.signalbox.benchmarks.overload.Outcomes.Kind;
import dev.signalbox.benchmarks.overload.Outcomes.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultTest {
    private final List<Outcome> outcomes = new ArrayList<>();

    private void request(Priority priority, long arrivedMillis, Kind kind, long tookMillis) {
        outcomes.add(new Outcome(priority, arrivedMillis * 1_000_000, kind, tookMillis * 1_000));
    }

    /** Of one second, in which the machine could do four calls. */
    private Result result(int exit) {
        Report report = new Report(Map.of("capacity", "4", "held", "0"), List.of(), exit);
        return new Result(new Trial(Candidate.SIGNALBOX, 1, 2, 1, 1, Path.of("")), report, outcomes);
    }

    @Test
    void whatIsAnsweredInTimeCountsAndItsPlaceIsTheScheduledArrival() {
        request(Priority.CRITICAL, 0, Kind.ANSWERED, 500);
        request(Priority.CRITICAL, 100, Kind.ANSWERED, 501);
        request(Priority.LOW, 200, Kind.REFUSED, 50);
        request(Priority.LOW, 300, Kind.REFUSED, 51);
        request(Priority.NORMAL, 400, Kind.REFUSED, 501);
        request(Priority.HIGH, 500, Kind.NOTHING, 0);
        request(Priority.HIGH, 600, Kind.ANSWERED, 400);
        request(Priority.HIGH, 700, Kind.ANSWERED, 400);
        Result result = result(0);
        assertThat(result.inTime(Priority.CRITICAL)).isEqualTo(0.5);
        assertThat(result.inTime(Priority.LOW)).isZero();
        assertThat(result.inTime(Priority.HIGH)).isCloseTo(2 / 3.0, within(1e-9));
        assertThat(result.goodput())
                .as("the last answer came when nothing arrived any more")
                .isEqualTo(2 / 4.0);
        assertThat(result.refusedAtOnce()).isEqualTo(1 / 8.0);
        assertThat(result.refusedAfterWaiting()).isEqualTo(1 / 8.0);
        assertThat(result.late()).isEqualTo(3 / 8.0);
        assertThat(result.lost()).isZero();
        assertThat(result.millis(Priority.CRITICAL, 0.5)).isEqualTo(500);
        assertThat(result.millis(Priority.CRITICAL, 0.99)).isEqualTo(501);
        assertThat(result.millis(Priority.NORMAL, 0.5)).isNaN();
    }

    @Test
    void whatAProcessTakesAlongIsLost() {
        request(Priority.CRITICAL, 0, Kind.ANSWERED, 100);
        request(Priority.CRITICAL, 200, Kind.NOTHING, 0);
        Result result = result(3);
        assertThat(result.lost()).isEqualTo(0.5);
        assertThat(result.late()).isZero();
        assertThat(result.end()).isEqualTo("OutOfMemoryError after 0.1 s");
        assertThat(Goal.of(result)).filteredOn(goal -> !goal.holds()).hasSize(4);
    }

    @Test
    void goalsHoldWhereAllIsAnswered() {
        for (int i = 0; i < 4; i++) {
            request(Priority.values()[i], i, Kind.ANSWERED, 100);
        }
        assertThat(Goal.of(result(0))).hasSize(5).allMatch(Goal::holds);
    }

    @Test
    void outcomesSurviveTheirFile(@TempDir Path scratch) throws Exception {
        Arrivals arrivals = Arrivals.of(7, 50, Duration.ofSeconds(2));
        Path file = scratch.resolve("outcomes");
        Outcomes written = new Outcomes(file, arrivals);
        written.note(1, Kind.ANSWERED, 123_456_000);
        written.note(2, Kind.REFUSED, 1_000);
        List<Outcome> read = Outcomes.read(file);
        assertThat(read).hasSize(arrivals.count());
        assertThat(read.get(0)).isEqualTo(new Outcome(arrivals.priorities()[0], arrivals.nanos()[0], Kind.NOTHING, 0));
        assertThat(read.get(1))
                .isEqualTo(new Outcome(arrivals.priorities()[1], arrivals.nanos()[1], Kind.ANSWERED, 123_456));
        assertThat(read.get(2)).isEqualTo(new Outcome(arrivals.priorities()[2], arrivals.nanos()[2], Kind.REFUSED, 1));
    }

    @Test
    void arrivalsAreThoseOfTheSeedAtAnyRate() {
        Arrivals slow = Arrivals.of(7, 50, Duration.ofSeconds(20));
        Arrivals fast = Arrivals.of(7, 100, Duration.ofSeconds(10));
        assertThat(slow.nanos()).isSorted().hasSizeBetween(900, 1100);
        assertThat(slow.nanos()[slow.count() - 1])
                .isLessThan(Duration.ofSeconds(20).toNanos());
        assertThat(fast.count()).isEqualTo(slow.count());
        assertThat(fast.priorities()).isEqualTo(slow.priorities());
        assertThat(fast.nanos()[500]).isCloseTo(slow.nanos()[500] / 2, within(1L));
        assertThat(Arrivals.of(8, 50, Duration.ofSeconds(20)).nanos()).isNotEqualTo(slow.nanos());
        double critical = List.of(slow.priorities()).stream()
                        .filter(Priority.CRITICAL::equals)
                        .count()
                / (double) slow.count();
        assertThat(critical).isBetween(0.07, 0.13);
    }
}
