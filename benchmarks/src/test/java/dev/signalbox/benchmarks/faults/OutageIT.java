package dev.signalbox.benchmarks.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of outages, in short: few calls, and a deadline that a busy machine keeps. */
class OutageIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration DEADLINE = Duration.ofSeconds(6);

    @TempDir
    private Path scratch = Path.of("");

    private Map<Mode, OutageResult> run(Outage outage, Schedule schedule, Mode... modes) throws Exception {
        List<String> agent = OutageTable.agent(System.getProperty("signalbox.agent.jar"), scratch, DEADLINE);
        List<OutageTrial> trials = new ArrayList<>();
        try {
            for (Mode mode : modes) {
                trials.add(new OutageTrial(outage, mode, mode == Mode.SIGNALBOX ? agent : List.of(), PATIENCE));
            }
            for (OutageTrial trial : trials) {
                trial.awaitReady();
            }
            Load.run(schedule, trials);
            Map<Mode, OutageResult> results = new EnumMap<>(Mode.class);
            trials.forEach(trial -> results.put(trial.mode(), trial.result()));
            return results;
        } finally {
            trials.forEach(OutageTrial::close);
        }
    }

    private static Schedule schedule(long begins, long ends, long over) {
        return new Schedule(1, 5, Duration.ofSeconds(begins), Duration.ofSeconds(ends), Duration.ofSeconds(over));
    }

    @Test
    void noCallFailsWhileTheFirstModelIsDeadAndItIsLetAlone() throws Exception {
        Map<Mode, OutageResult> results =
                run(Outage.DIES, schedule(1, 5, 6), Mode.ALONE, Mode.ROUTER, Mode.FAILSAFE, Mode.SIGNALBOX);
        assertThat(results.get(Mode.ALONE).failures()).isPositive();
        assertThat(results.get(Mode.ROUTER).wasted()).isPositive();
        assertThat(results.get(Mode.FAILSAFE).wasted()).isPositive();
        OutageResult ours = results.get(Mode.SIGNALBOX);
        assertThat(ours.failures()).isZero();
        // Five open the breaker; more may be under way by then.
        assertThat(ours.wasted()).isBetween(5L, 10L);
        assertThat(ours.secondsToSwitch()).isLessThan(4);
    }

    @Test
    void noCallFailsWhileTheFirstModelHangs() throws Exception {
        // The outage outlasts the first model's share of the deadline: what hangs is cut, not let go.
        Map<Mode, OutageResult> results = run(Outage.HANGS, schedule(1, 5, 6), Mode.RESILIENCE4J, Mode.SIGNALBOX);
        assertThat(results.get(Mode.RESILIENCE4J).wasted()).isPositive();
        OutageResult ours = results.get(Mode.SIGNALBOX);
        assertThat(ours.failures()).isZero();
        assertThat(ours.wasted()).isPositive();
        assertThat(ours.mostMillis()).isBetween(DEADLINE.toMillis() / 2.0 - 50, (double) DEADLINE.toMillis());
    }
}
