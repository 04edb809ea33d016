package dev.signalbox.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** docs/recovery.md lists the metrics that the reader knows; {@code -Dupdate=true} writes it anew. */
class RecoveryDocTest {
    private static final Path DOC = Path.of("..", "docs", "recovery.md");

    private static String write() {
        StringBuilder rows = new StringBuilder();
        for (Metric metric : Metric.values()) {
            rows.append("| `" + metric.word() + "` | " + metric.unit().name().toLowerCase(java.util.Locale.ROOT) + " | "
                    + metric.text() + " |\n");
        }
        return Fixtures.resource("recovery-head.md").replace("@METRICS@\n", rows + "\n");
    }

    @Test
    void isUpToDate() throws IOException {
        String wanted = write();
        if (Boolean.getBoolean("update")) {
            Files.writeString(DOC, wanted);
        }
        assertThat(DOC).as("run with -Dupdate=true").content().isEqualToNormalizingNewlines(wanted);
    }

    @Test
    void itsExampleIsRead() throws Exception {
        String doc = write();
        int from = doc.indexOf("```yaml\n") + "```yaml\n".length();
        String models = """
                models:
                  large: { match: { library: langchain4j, name: gpt-4o } }
                  small: { match: { library: langchain4j, name: gpt-4o-mini } }
                  local: { create: com.acme.Models::newLocal, nodes: many, max: 4 }
                """;
        SignalboxConfig config =
                Fixtures.READER.read(models + doc.substring(from, doc.indexOf("```", from)), "example");
        assertThat(config.routes().get("chat").recovery().degrade()).hasSize(2);
    }
}
