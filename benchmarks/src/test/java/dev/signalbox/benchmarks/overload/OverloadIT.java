package dev.signalbox.benchmarks.overload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The experiment in short. How much is answered in time depends on what else the machine does, and is not looked at. */
class OverloadIT {
    private static final int ROWS = 300;
    private static final int SECONDS = 2;

    @TempDir
    private Path scratch = Path.of("");

    private Result run(Candidate candidate) throws Exception {
        Path outcomes = scratch.resolve("outcomes");
        Trial trial = new Trial(candidate, ROWS, 2, SECONDS, 1, outcomes);
        List<String> options = candidate.options(System.getProperty("signalbox.agent.jar"), scratch);
        Report report = Report.of(trial, options, scratch);
        assertThat(report.exit()).as(() -> report.remarks().toString()).isZero();
        return new Result(trial, report, Outcomes.read(outcomes));
    }

    @Test
    void moreArrivesThanTheMachineCanDoAndEveryRequestIsAccountedFor() throws Exception {
        Result result = run(Candidate.SEMAPHORE);
        double capacity = result.report().number("capacity");
        assertThat(capacity).isPositive();
        assertThat((double) result.offered()).isBetween(1.5 * capacity * SECONDS, 2.5 * capacity * SECONDS);
        assertThat(result.report().text("held")).isEqualTo("0");
        assertThat(result.outcomes()).anyMatch(o -> o.kind() == Outcomes.Kind.ANSWERED);
        assertThat(result.outcomes()).anyMatch(o -> o.kind() == Outcomes.Kind.REFUSED);
        assertThat(result.outcomes())
                .filteredOn(o -> o.kind() == Outcomes.Kind.NOTHING)
                .hasSizeLessThanOrEqualTo((int) result.report().number("left-over"));
    }
}
