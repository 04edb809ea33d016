package dev.signalbox.agent.jmx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.core.control.Names;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

/** docs/jmx.md says what the beans say; {@code -Dupdate=true} writes it anew. */
class JmxDocTest {
    private static final Path DOC = Path.of("..", "docs", "jmx.md");
    /** One of each kind, in the order of the page; SelfDescriptionTest knows all there are. */
    private static final List<ObjectName> NAMES = List.of(
            Names.agent(),
            Names.route("chat"),
            Names.routeTuning("chat"),
            Names.chain("chat", "small"),
            Names.node("large", "large#0"),
            Names.nodeTuning("large", "large#0"),
            Names.modelTuning("large"),
            Names.allocation(),
            Names.allocationTuning(),
            Names.balance(),
            Names.balance("large"),
            Names.recovery(),
            Names.hardware());

    @Test
    void isUpToDate() throws Exception {
        try (Remote remote = new Remote()) {
            String wanted = JmxDoc.write(remote.client, head(), NAMES);
            if (Boolean.getBoolean("update")) {
                Files.writeString(DOC, wanted);
            }
            assertThat(DOC).as("run with -Dupdate=true").content().isEqualToNormalizingNewlines(wanted);
        }
    }

    @Test
    void leavesNoKindOfBeanOut() throws Exception {
        try (Remote remote = new Remote()) {
            assertThat(remote.client.queryNames(new ObjectName(Names.DOMAIN + ":*"), null))
                    .extracting(name -> name.getKeyProperty("type"))
                    .containsOnlyElementsOf(NAMES.stream()
                            .map(name -> name.getKeyProperty("type"))
                            .toList());
        }
    }

    private static String head() throws IOException {
        try (InputStream in = Objects.requireNonNull(JmxDocTest.class.getResourceAsStream("jmx-head.md"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
