package dev.signalbox.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** docs/configuration.md says what the reader does; {@code -Dupdate=true} writes it anew. */
class ConfigurationDocTest {
    private static final Path DOC = Path.of("..", "docs", "configuration.md");

    @Test
    void isUpToDate() throws IOException {
        String wanted = ConfigurationDoc.write();
        if (Boolean.getBoolean("update")) {
            Files.writeString(DOC, wanted);
        }
        assertThat(DOC).as("run with -Dupdate=true").content().isEqualToNormalizingNewlines(wanted);
    }

    @Test
    void itsExampleIsAGoodFile() throws Exception {
        String head = Fixtures.resource("configuration-head.md");
        int from = head.indexOf("```yaml\n") + "```yaml\n".length();
        SignalboxConfig config = Fixtures.READER.read(head.substring(from, head.indexOf("```", from)), "example");
        assertThat(config.routes().keySet()).containsExactly("chat", "score");
    }

    @Test
    void theQuickstartsFileIsGood() throws Exception {
        assertThat(Fixtures.READER
                        .read(Path.of("..", "examples", "quickstart", "signalbox.yaml"))
                        .routes())
                .isNotEmpty();
    }
}
