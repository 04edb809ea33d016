package dev.signalbox.agent.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.agent.site.BridgedAdapter;
import dev.signalbox.agent.site.SitePattern;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
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
        List<String> lines = new ArrayList<>();
        try (InputStream in = NeedsTest.class.getResourceAsStream("/" + adapter.replace('.', '/') + ".needs")) {
            assertThat(in).as(adapter).isNotNull();
            new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(lines::add);
            lines.stream()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(line -> line.startsWith("? ") ? line.substring(2) : line)
                    .forEach(told::add);
        }

        if (Boolean.getBoolean("update")) {
            update(adapter, lines, Uses.of(adapter));
            return;
        }
        assertThat(told)
                .as("to change it, run this test with -Dupdate=true, and mark with ? what older versions lack")
                .containsExactlyInAnyOrderElementsOf(Uses.of(adapter));
    }

    /** Writes what is used, with the marks there were. */
    private static void update(String adapter, List<String> before, Collection<String> uses) throws IOException {
        List<String> after = new ArrayList<>(List.of(before.get(0)));
        for (String use : new TreeSet<>(uses)) {
            after.add(before.contains("? " + use) ? "? " + use : use);
        }
        Files.write(Path.of("src/main/resources/" + adapter.replace('.', '/') + ".needs"), after);
    }
}
