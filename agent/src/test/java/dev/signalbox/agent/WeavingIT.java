package dev.signalbox.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.agent.testengine.TestEngine;
import dev.signalbox.agent.testing.AgentJars;
import dev.signalbox.agent.testing.ChildJvm;
import dev.signalbox.agent.testing.Fixtures;
import dev.signalbox.agent.testing.Jdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The built jar, with an engine for tests, in child JVMs: what instrumented methods do. */
class WeavingIT {
    private static final String SITES = """
            # call-sites
            site test calls.Model chat java.lang.String
            site ask calls.Model ask
            site typed calls.Typed add
            site typed.nothing calls.Typed nothing
            """;

    private static Path jar = Path.of("");
    private static Path java8 = Path.of("");
    private static Path java17 = Path.of("");

    @TempDir
    private Path folder = Path.of("");

    @BeforeAll
    static void build() {
        jar = AgentJars.withEngine(TestEngine.class);
        java8 = Fixtures.compile("calls", 8);
        java17 = Fixtures.compile("calls", 17);
    }

    static Collection<Jdk> jdks() {
        return Jdk.all();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void everyCallPassesTheGateAndNothingChanges(Jdk jdk) throws IOException {
        for (Path classes : List.of(java8, java17)) {
            ChildJvm plain = ChildJvm.on(jdk).main(classes, "calls.Main");
            ChildJvm.Result with = plain.agent(jar, config("observe")).run();
            assertThat(with).isEqualTo(plain.run());
            assertThat(events())
                    .containsSubsequence(
                            "constructed test Base",
                            "constructed ask Base",
                            "enter test Base(one, null)",
                            "exit one -> base 1 one of one",
                            "enter test Base(bad two, null)",
                            "exit bad two -> java.lang.IllegalArgumentException: bad two of bad two",
                            "enter ask Base(three, 3)",
                            "enter test Echo(one, null)",
                            "enter test Echo(one, null)",
                            "exit one -> base 1 one of one",
                            "exit one -> echo base 1 one of one",
                            "enter typed Typed(1, 2)",
                            "exit 1 -> 13 of 1",
                            "exit at all -> null of at all")
                    .noneMatch(line -> line.startsWith("failed"));
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void aClassLoaderThatSeesNothingOfOursReachesTheGate(Jdk jdk) throws IOException {
        for (Path classes : List.of(java8, java17)) {
            ChildJvm plain = ChildJvm.on(jdk).main(classes, "calls.Main", "isolated");
            assertThat(plain.agent(jar, config("observe")).run()).isEqualTo(plain.run());
            assertThat(events()).contains("enter test Base(one, null)", "constructed typed Typed");
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void aSupplierSkipsTheBodyOrReplacesItsEnd(Jdk jdk) throws IOException {
        ChildJvm plain = ChildJvm.on(jdk).main(java17, "calls.Main");
        assertThat(plain.agent(jar, config("elsewhere")).run().out().lines())
                .startsWith("elsewhere:one", "elsewhere:bad two", "elsewhere:null", "elsewhere:three");
        assertThat(plain.agent(jar, config("replace")).run().out().lines())
                .startsWith("replaced:base 1 one", "replaced:null", "replaced:null", "replaced:asked three 3");
        assertThat(plain.agent(jar, config("rethrow")).run().out().lines())
                .startsWith(
                        "java.lang.UnsupportedOperationException: rethrown",
                        "java.lang.UnsupportedOperationException: rethrown",
                        "java.lang.UnsupportedOperationException: rethrown");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void aGateThatThrowsAtEveryEntryChangesNothing(Jdk jdk) throws IOException {
        for (Path classes : List.of(java8, java17)) {
            ChildJvm plain = ChildJvm.on(jdk).main(classes, "calls.Main");
            assertThat(plain.agent(jar, config("fail")).run()).isEqualTo(plain.run());
            assertThat(events())
                    .contains(
                            "failed enter: java.lang.IllegalStateException: injected",
                            "failed constructed: java.lang.IllegalStateException: injected");
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void anExitThatThrowsChangesNothing(Jdk jdk) throws IOException {
        ChildJvm plain = ChildJvm.on(jdk).main(java17, "calls.Main");
        assertThat(plain.agent(jar, config("fail-at-exit")).run()).isEqualTo(plain.run());
        assertThat(events()).contains("failed exit: java.lang.IllegalStateException: injected");
    }

    private String config(String mode) throws IOException {
        Path config = folder.resolve("signalbox.txt");
        Files.writeString(config, SITES + "gate " + mode + "\nevents " + folder.resolve("events") + "\n");
        return "config=" + config;
    }

    private List<String> events() throws IOException {
        return Files.readAllLines(folder.resolve("events"));
    }
}
