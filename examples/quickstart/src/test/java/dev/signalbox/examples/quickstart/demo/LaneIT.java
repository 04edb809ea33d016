package dev.signalbox.examples.quickstart.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.examples.quickstart.provider.Behaviour;
import dev.signalbox.examples.quickstart.serving.ServingApp;
import dev.signalbox.examples.quickstart.training.ScorerModels;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The application in a JVM of its own without the agent: what the demo compares with. */
class LaneIT {
    @TempDir
    static Path directory;

    @Test
    void faultsReachCallersAndEveryAnswerTellsItsModel() throws Exception {
        ScorerModels models = ScorerModels.prepare(directory);
        ScoreKey key = new ScoreKey(models);
        try (Lane lane = new Lane(List.of(), models, directory.resolve("app.log"))) {
            Tally tally = lane.tally();
            try (Load load = new Load(List.of(new Load.Target(lane.caller(), tally::add)), key)) {
                load.start();
                assertThat(Patience.until(() -> tally.size() > 30, Duration.ofSeconds(20)))
                        .isTrue();
                assertThat(tally.count(Answer::failed)).isZero();

                load.layout(new long[] {-1, 7});
                lane.provider().behave(ServingApp.LARGE_MODEL, Behaviour.ERROR);
                assertThat(Patience.until(
                                () -> failed(tally, Kind.SCORE) && failed(tally, Kind.CHAT), Duration.ofSeconds(20)))
                        .isTrue();
            }
            assertThat(tally.since(0)).extracting(Answer::chain).containsOnly("mlp", "large", "");
            assertThat(tally.matching(Answer::failed))
                    .allSatisfy(answer ->
                            assertThat(answer.error()).containsAnyOf("OrtException", "InternalServerException"));
            assertThat(lane.provider().requests(ServingApp.LARGE_MODEL))
                    .isEqualTo(tally.count(answer -> answer.kind() == Kind.CHAT));
            operatorFindsNoBeans(lane);
        }
    }

    private static void operatorFindsNoBeans(Lane lane) throws Exception {
        try (Operator operator = Operator.attach(lane.process().pid())) {
            assertThatThrownBy(() -> operator.awaitRoutes(Duration.ofMillis(100)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("the agent shows no beans");
        }
    }

    private static boolean failed(Tally tally, Kind kind) {
        return tally.count(answer -> answer.failed() && answer.kind() == kind) > 5;
    }
}
