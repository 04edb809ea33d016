package dev.signalbox.agent.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.agent.site.BridgedAdapter;
import dev.signalbox.agent.site.SitePattern;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the adapters say that they need of their libraries is what their class files use. */
class NeedsTest {
    static List<SitePattern> patterns() {
        return Libraries.builtIn();
    }

    @ParameterizedTest
    @MethodSource("patterns")
    void whatAnAdapterUsesIsWhatItSaysItNeeds(SitePattern pattern) throws IOException {
        String adapter = ((BridgedAdapter) pattern.adapter()).className();
        Set<String> told = new TreeSet<>();
        try (InputStream in = NeedsTest.class.getResourceAsStream("/" + adapter.replace('.', '/') + ".needs")) {
            assertThat(in).as(adapter).isNotNull();
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(line -> line.startsWith("? ") ? line.substring(2) : line)
                    .forEach(told::add);
        }

        assertThat(told).containsExactlyInAnyOrderElementsOf(Uses.of(adapter));
    }
}
