package dev.signalbox.agent.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.core.config.SignalboxConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void aConfigThatIsObjectedToLeavesTheOneBeforeInForce() throws IOException {
        Path file = folder.resolve("signalbox.yaml");
        Files.writeString(file, "observe: true\n");
        Configuration configuration = new Configuration(file.toFile());
        assertThat(configuration.read()).isTrue();
        SignalboxConfig before = configuration.inForce();

        Files.writeString(file, "observe: false\n");
        assertThat(configuration.read(config -> List.of("observe was true"))).isFalse();

        assertThat(configuration.inForce()).isSameAs(before);
        assertThat(configuration.problems()).containsExactly("observe was true");
        assertThat(configuration.read(config -> List.of())).isTrue();
        assertThat(configuration.inForce().observe()).isFalse();
        assertThat(configuration.problems()).isEmpty();
    }
}
