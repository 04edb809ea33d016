package dev.signalbox.examples.quickstart.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.examples.provider.Behaviour;
import dev.signalbox.examples.quickstart.serving.ServingApp;
import dev.signalbox.examples.quickstart.training.ScorerModels;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The application in a JVM of its own without the agent: what the demo compares with. */
class LaneIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    static Path directory;

    @Test
    void faultsReachCallersAndEveryAnswerTellsItsModel() throws Exception {
        ScorerModels models = ScorerModels.prepare(directory);
        ScoreKey key = new ScoreKey(models);
        try (Lane lane = new Lane(List.of(), models, directory.resolve("app.log"))) {
            Tally tally = lane.tally();
            try (Load load = new Load(List.of(new Load.Target(lane.caller(), tally::add)), key)) {
                load.warmUp();
                load.start();
                assertThat(Patience.until(() -> both(tally, answer -> !answer.failed()), LIMIT))
                        .isTrue();

                load.layout(new long[] {-1, 7});
                lane.provider().behave(ServingApp.LARGE_MODEL, Behaviour.ERROR);
                assertThat(Patience.until(
                                () -> both(
                                        tally,
                                        answer -> answer.error().contains("Reshape")
                                                || answer.error().contains("InternalServerException")),
                                LIMIT))
                        .isTrue();
            }
            assertThat(tally.since(0)).extracting(Answer::chain).containsOnly("mlp", "large", "");
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

    private static boolean both(Tally tally, Predicate<Answer> condition) {
        return Arrays.stream(Kind.values())
                .allMatch(kind -> tally.count(condition.and(answer -> answer.kind() == kind)) > 5);
    }
}
