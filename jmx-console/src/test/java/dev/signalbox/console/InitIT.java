package dev.signalbox.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From an application of which nobody told Signalbox anything to one whose failures are made good, by two verbs. */
class InitIT {
    private static final Path AGENT = Path.of(System.getProperty("signalbox.agent.jar"));

    @TempDir
    static Path dir;

    @Test
    void whatWasSeenWithoutAConfigBecomesAConfigThatRoutes() throws Exception {
        Path config = dir.resolve("signalbox.yaml");
        try (Child child = Child.chat(dir, Child.uniqueName(), "-javaagent:" + AGENT)) {
            assertThat(child.ask("hello")).isEqualTo("by gpt-4o");
            await("the models and the call")
                    .atMost(30, TimeUnit.SECONDS)
                    .until(() -> isSeen(Ran.of("models", child.pidText(), "--json")));
            String models = Ran.of("models", child.pidText()).out();
            assertThat(models)
                    .containsPattern(
                            "(?m)^NODE +STATE +LIBRARY +NAME +BEAN +CALLS +MEAN ms +P95 ms +TOKENS IN +TOKENS OUT +CLASS"
                                    + " +MADE AT +NOTE")
                    .containsPattern("(?m)^gpt-4o +observed +langchain4j +gpt-4o +- +1 +[0-9.]+ +[0-9.]+ +7 +3 .*"
                            + "serving.ChatApp.large.ChatApp.java:[0-9]+. +-$")
                    .containsPattern("(?m)^gpt-4o-mini +observed +langchain4j +gpt-4o-mini +- +0 +- +- .*"
                            + "serving.ChatApp.serve.ChatApp.java:[0-9]+. +-$");

            Ran wrote = Ran.of("init", child.pidText(), "-o", config.toString());
            assertThat(wrote.err()).isEmpty();
            assertThat(wrote.out()).isEqualTo("wrote " + config + ", from 3 model instances\n");
            assertThat(Ran.of("init", child.pidText()).out()).isEqualTo(Files.readString(config));
            Ran again = Ran.of("init", child.pidText(), "-o", config.toString());
            assertThat(again.exitCode()).isEqualTo(ExitCodes.USAGE);
            assertThat(again.err()).contains("is there already", "--force");
            assertThat(Ran.of("init", child.pidText(), "-o", config.toString(), "--force")
                            .exitCode())
                    .isZero();
            assertThat(child.ask("still here")).isEqualTo("by gpt-4o");
            assertThat(Ran.of("status", "--pid", child.pidText(), "--json")
                            .json()
                            .at("/agent/lastInternalErrors"))
                    .isEmpty();
        }
        String yaml = Files.readString(config);
        try (Child child = Child.chat(dir, Child.uniqueName(), "-javaagent:" + AGENT + "=config=" + config)) {
            assertThat(child.ask("hello")).isEqualTo("by gpt-4o");
            await("all chains in the plan").atMost(30, TimeUnit.SECONDS).until(() -> isPlanned(child));
            JsonNode status =
                    Ran.of("status", "--pid", child.pidText(), "--json").json();
            assertThat(status.at("/agent/configProblems")).as(yaml).isEmpty();
            assertThat(status.at("/agent/advice")).as(yaml).isEmpty();
            assertThat(status.at("/agent/state").asText()).isEqualTo("routing");
            assertThat(status.at("/routes/0/state").asText()).isEqualTo("active");
            assertThat(child.ask("break")).as(yaml).isEqualTo("by gpt-4o-mini");
            assertThat(Ran.of("models", child.pidText()).out())
                    .containsPattern(
                            "(?m)^gpt-4o-mini#0 +target +langchain4j +gpt-4o-mini +- +1 +[0-9.]+ +[0-9.]+ +7 +3 ");
        }
    }

    private static boolean isSeen(Ran models) {
        JsonNode instances = models.json().at("/instances");
        return instances.size() == 3
                && instances.get(0).at("/calls").asInt() == 1
                && !instances.get(2).at("/name").asText().isEmpty();
    }

    private static boolean isPlanned(Child child) {
        return Ran.of("explain", "chat", "--pid", child.pidText()).out().contains("3. ");
    }

    @Test
    void whereNothingWasSeenItSaysWhatToLookAt() throws Exception {
        try (Child child = Child.models(dir, Child.uniqueName(), "-javaagent:" + AGENT)) {
            await("the agent's bean")
                    .atMost(30, TimeUnit.SECONDS)
                    .until(() -> Ran.of("models", child.pidText()).exitCode() == ExitCodes.OK);
            assertThat(Ran.of("models", child.pidText()).out()).startsWith("The agent has seen no model instance yet");
            Ran init = Ran.of("init", child.pidText());
            assertThat(init.exitCode()).isEqualTo(ExitCodes.REFUSED);
            assertThat(init.out()).isEmpty();
            assertThat(init.err()).contains("has seen no model instance", "made or called one yet?", "status --json");
        }
    }
}
