package dev.signalbox.console.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.console.ConsoleException;
import dev.signalbox.console.ExitCodes;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which JVM is meant when none is named. */
class TargetsTest {
    private static final Probe ONE = new Probe.Carrying(new LocalJvm(1, "a.Main"), "1", "routing", List.of());
    private static final Probe TWO = new Probe.Carrying(new LocalJvm(2, "b.Main"), "1", "routing", List.of());
    private static final Probe BARE = new Probe.Skipped(new LocalJvm(3, "c.Main"), true, "no Signalbox agent");
    private static final Probe SILENT = new Probe.Skipped(new LocalJvm(4, "d.Main"), false, "no answer within 10s");

    @Test
    void theOnlyOneIsMeantWhateverElseRuns() {
        assertThat(Targets.choose(null, List.of(BARE, ONE, SILENT)).words()).isEqualTo("1 a.Main");
    }

    @Test
    void ofTwoNoneIsMeant() {
        assertThatThrownBy(() -> Targets.choose(null, List.of(ONE, TWO)))
                .isInstanceOfSatisfying(ConsoleException.class, e -> {
                    assertThat(e.exitCode()).isEqualTo(ExitCodes.NO_TARGET);
                    assertThat(e.known()).containsExactly("1 a.Main", "2 b.Main");
                });
    }

    @Test
    void thoseThatCouldNotBeAskedAreNamed() {
        assertThatThrownBy(() -> Targets.choose(null, List.of(BARE, SILENT)))
                .hasMessage("no local JVM carries the agent; could not ask 4 d.Main (no answer within 10s)")
                .isInstanceOfSatisfying(
                        ConsoleException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCodes.NO_TARGET));
    }
}
