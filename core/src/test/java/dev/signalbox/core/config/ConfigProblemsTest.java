package dev.signalbox.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The table of bad.txt: bad files, and every line that is said about each. */
class ConfigProblemsTest {
    private static final String PROBLEM = "=> ";

    @TestFactory
    Stream<DynamicTest> tellsEveryProblemOfTheFile() {
        List<DynamicTest> tests = new ArrayList<>();
        for (String part : Fixtures.resource("bad.txt").split("(?m)^### ", -1)) {
            if (!part.isBlank()) {
                int endOfTitle = part.indexOf('\n');
                String title = part.substring(0, endOfTitle);
                List<String> lines = part.substring(endOfTitle + 1).lines().toList();
                tests.add(dynamicTest(title, () -> check(lines)));
            }
        }
        assertThat(tests).hasSizeGreaterThan(20);
        return tests.stream();
    }

    private static void check(List<String> lines) {
        StringBuilder yaml = new StringBuilder();
        List<String> expected = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith(PROBLEM)) {
                expected.add("f.yaml" + line.substring(PROBLEM.length()));
            } else {
                yaml.append(line).append('\n');
            }
        }
        ConfigException e = Assertions.catchThrowableOfType(
                ConfigException.class, () -> Fixtures.READER.read(yaml.toString(), "f.yaml"));
        assertThat(e).as("a problem in\n%s", yaml).isNotNull();
        assertThat(e.problems()).map(ConfigProblem::toString).containsExactlyElementsOf(expected);
        assertThat(e).hasMessage(String.join("\n", expected));
    }
}
