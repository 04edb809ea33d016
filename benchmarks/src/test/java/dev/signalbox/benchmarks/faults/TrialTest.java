package dev.signalbox.benchmarks.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The table's cells that need no agent. */
class TrialTest {
    @Test
    void aloneSeesTheFaultAndItsEnd() throws Exception {
        Trial trial = Trial.run(Trouble.INTERNAL_ERROR, Mode.ALONE, List.of());
        assertThat(trial.during()).isEqualTo("InternalServerException");
        assertThat(trial.isAnsweredLaterBy(Asker.FIRST)).isTrue();
    }

    @Test
    void routerBlamesBothModelsForTheCallersFault() throws Exception {
        Trial trial = Trial.run(Trouble.BAD_REQUEST, Mode.ROUTER, List.of());
        assertThat(trial.isAnsweredBy(Asker.SECOND)).isFalse();
        assertThat(trial.isAnsweredLaterBy(Asker.FIRST)).isFalse();
        assertThat(trial.isAnsweredLaterBy(Asker.SECOND)).isFalse();
    }
}
