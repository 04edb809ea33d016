package dev.signalbox.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.agent.testing.ChildJvm;
import dev.signalbox.agent.testing.Jdk;
import dev.signalbox.agent.testing.Jmx;
import dev.signalbox.agent.testing.Serving;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a flight recording sees of the built jar in child JVMs, begun with the JVM or by an operator later. */
class FlightRecordingIT {
    private static final String CONFIG = Serving.SITE + """
            models:
              a: { match: { name: a } }
              b: { match: { name: b } }
            routes:
              ab: { call-sites: [answer], primary: a, alternatives: [b] }
            """;

    @TempDir
    private Path folder = Path.of("");

    static Collection<Jdk> jdks() {
        return Jdk.all();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void aRecordingThatAnOperatorStartsHoldsCallsFailoversAndChangesOfHealth(Jdk jdk) throws IOException {
        try (Serving serving = Serving.with(jdk, CONFIG)) {
            serving.ask("new a");
            serving.ask("new b");
            serving.awaitChain("ab", "b");
            jcmd(jdk, serving.pid(), "JFR.start", "name=night", "+signalbox.Call#over=0ns");
            Path file = folder.resolve("night.jfr");
            Jmx.await("a recorded call", () -> {
                serving.ask("call a good");
                return !recorded(jdk, serving, file, "signalbox.Call").isEmpty();
            });
            serving.ask("set a fail");
            for (int i = 0; i < 5; i++) {
                assertThat(serving.ask("call a bad")).isEqualTo("b answers bad");
            }
            Jmx.await(
                    "a recorded failover",
                    () -> !recorded(jdk, serving, file, "signalbox.Failover").isEmpty()
                            && !recorded(jdk, serving, file, "signalbox.HealthChange")
                                    .isEmpty());
            RecordedEvent last = last(recorded(jdk, serving, file, "signalbox.Call"));
            assertThat(last.getString("route")).isEqualTo("ab");
            assertThat(last.getString("chain")).isEqualTo("b");
            assertThat(last.getString("node")).isEqualTo("b#0");
            assertThat(last.getString("callSite")).isEqualTo("answer");
            assertThat(last.getString("outcome")).isEqualTo("answered");
            assertThat(last.getBoolean("failedAttempt")).isTrue();
            assertThat(last.getDuration("took")).isPositive();
            assertThat(last.getStackTrace().getFrames())
                    .anyMatch(f -> f.getMethod().getType().getName().startsWith("serving."));
            RecordedEvent failover = last(recorded(jdk, serving, file, "signalbox.Failover"));
            assertThat(failover.getString("route")).isEqualTo("ab");
            assertThat(failover.getString("from")).isEqualTo("a");
            assertThat(failover.getString("to")).isEqualTo("b");
            assertThat(failover.getBoolean("back")).isFalse();
            assertThat(failover.getString("reason")).contains("5 failures in a row");
            RecordedEvent health = last(recorded(jdk, serving, file, "signalbox.HealthChange"));
            assertThat(health.getString("node")).isEqualTo("a#0");
            assertThat(health.getString("to")).isEqualTo("failed");
            Jmx.await(
                    "a recorded incident, as calls were answered by b",
                    () -> recorded(jdk, serving, file, "signalbox.Recovery").stream()
                            .anyMatch(e -> e.getString("subject").equals("ab")
                                    && e.getString("to").equals("in_progress")
                                    && e.getString("reason").startsWith("medium, failover: ")));
            assertThat(serving.jmx().agent().getLastInternalErrors()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void fastCallsAreLeftOutWhereTheRecordingDoesNotAskForThem(Jdk jdk) throws IOException {
        Path file = folder.resolve("day.jfr");
        ChildJvm host = Serving.plain(jdk).options("-XX:StartFlightRecording:filename=" + file);
        try (Serving serving = Serving.with(host, CONFIG)) {
            serving.ask("new a");
            serving.ask("new b");
            serving.awaitChain("ab", "b");
            serving.ask("set a fail");
            Jmx.await("a recorded failover", () -> {
                serving.ask("call a bad");
                return !recorded(jdk, serving, file, "signalbox.Failover").isEmpty();
            });
            assertThat(recorded(jdk, serving, file, "signalbox.Call"))
                    .as("those below 20 ms")
                    .allMatch(e -> e.getDuration("took").toMillis() >= 20);
        }
    }

    private static RecordedEvent last(List<RecordedEvent> events) {
        return events.get(events.size() - 1);
    }

    private static List<RecordedEvent> recorded(Jdk jdk, Serving serving, Path file, String type) throws IOException {
        jcmd(jdk, serving.pid(), "JFR.dump", "filename=" + file);
        return RecordingFile.readAllEvents(file).stream()
                .filter(e -> e.getEventType().getName().equals(type))
                .toList();
    }

    private static void jcmd(Jdk jdk, long pid, String... words) {
        List<String> command = new ArrayList<>(List.of("-m", "jdk.jcmd/sun.tools.jcmd.JCmd", Long.toString(pid)));
        command.addAll(List.of(words));
        ChildJvm.Result result = ChildJvm.on(jdk).command(command).run();
        assertThat(result.exit()).as(result.out() + result.err()).isZero();
    }
}
