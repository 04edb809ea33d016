package dev.signalbox.examples.quickstart.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.core.config.BuiltIns;
import dev.signalbox.core.config.ChainConfig;
import dev.signalbox.core.config.ConfigReader;
import dev.signalbox.core.config.ModelConfig;
import dev.signalbox.core.config.SignalboxConfig;
import dev.signalbox.examples.quickstart.serving.ServingApp;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The config beside the demo is one that the agent accepts, and speaks of the application's own models. */
class SignalboxYamlTest {
    @Test
    void routesAreTheOnesThatTheDemoExpects() throws Exception {
        SignalboxConfig config = read();
        assertThat(config.routes()).hasSize(Kind.values().length);
        for (Kind kind : Kind.values()) {
            assertThat(Objects.requireNonNull(config.routes().get(kind.route())).chains())
                    .extracting(ChainConfig::name)
                    .containsExactlyElementsOf(kind.chains());
        }
    }

    @Test
    void modelsAreMatchedByTheNamesTheApplicationGivesThem() throws Exception {
        SignalboxConfig config = read();
        assertThat(matchedName(config, "large")).isEqualTo(ServingApp.LARGE_MODEL);
        assertThat(matchedName(config, "small")).isEqualTo(ServingApp.SMALL_MODEL);
        assertThat(model(config, "mini").requestName()).isEqualTo(Demo.MINI_MODEL);
        assertThat(matchedName(config, "mlp")).isEqualTo("scorer-mlp");
        assertThat(matchedName(config, "logistic")).isEqualTo("scorer-logistic");
    }

    private static SignalboxConfig read() throws Exception {
        BuiltIns builtIns = new BuiltIns(
                Map.of("langchain4j.chat", "langchain4j", "onnxruntime.run", "onnxruntime"), Set.of("langchain4j"));
        return new ConfigReader(builtIns).read(Path.of("signalbox.yaml"));
    }

    private static @Nullable String matchedName(SignalboxConfig config, String model) {
        return Objects.requireNonNull(model(config, model).match()).name();
    }

    private static ModelConfig model(SignalboxConfig config, String name) {
        return Objects.requireNonNull(config.models().get(name));
    }
}
