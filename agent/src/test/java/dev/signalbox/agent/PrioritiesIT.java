package dev.signalbox.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.agent.testing.AgentJars;
import dev.signalbox.agent.testing.ChildJvm;
import dev.signalbox.agent.testing.Fixtures;
import dev.signalbox.agent.testing.Jdk;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How important calls are by an application's own MDC and by who makes them, in child JVMs of the built jar. */
class PrioritiesIT {
    private static final String CONFIG = """
            call-sites:
              ask: { method: wishes.Model.ask(java.lang.String), replay: args }
            models:
              model: { match: { type: wishes.Model }, nodes: many }
            routes:
              route:
                call-sites: [ask]
                primary: model
                constraints: { priority: high }
                callers: { wishes.Batch: low }
                mdc: { priority: signalbox.priority }
            """;

    private static final String API = jar("slf4j-api-2.0.20");
    private static final String LOGBACK =
            String.join(File.pathSeparator, API, jar("logback-classic-1.5.38"), jar("logback-core-1.5.38"));
    private static final String OLD_API = jar("slf4j-api-1.7.36");
    private static final String OLD = String.join(File.pathSeparator, OLD_API, jar("slf4j-jdk14-1.7.36"));

    private static Path classes = Path.of("");

    @TempDir
    private Path folder = Path.of("");

    @BeforeAll
    static void build() {
        classes = Fixtures.compile("wishes", 17, API);
    }

    static Collection<Jdk> jdks() {
        return Jdk.all();
    }

    private static String jar(String name) {
        return Path.of("target/libraries", name + ".jar").toAbsolutePath().toString();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void theMdcSpeaksBeforeWhoCallsAndThatBeforeTheRoute(Jdk jdk) throws IOException {
        for (String slf4j : new String[] {LOGBACK, OLD}) {
            try (ChildJvm.Running host = host(jdk, slf4j)) {
                assertThat(ask(host, "ask -")).isEqualTo("high");
                assertThat(ask(host, "ask critical")).isEqualTo("critical");
                assertThat(ask(host, "ask -")).as("it is taken out again").isEqualTo("high");
                assertThat(ask(host, "batch -")).isEqualTo("low");
                assertThat(ask(host, "batch critical")).isEqualTo("critical");
                assertThat(ask(host, "ask medium")).isEqualTo("normal");
                assertThat(ask(host, "ask urgent")).isEqualTo("high");
                if (jdk.feature() >= 21) {
                    assertThat(ask(host, "virtual critical")).isEqualTo("critical");
                    assertThat(ask(host, "virtual -")).isEqualTo("high");
                }
                assertThat(ask(host, "advice"))
                        .startsWith("route route: the application's MDC has 'urgent' under signalbox.priority")
                        .doesNotContain(";");
                assertThat(ask(host, "errors")).isEqualTo("0");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void withoutSlf4jNothingIsWishedAndAdviceSaysSo(Jdk jdk) throws IOException {
        try (ChildJvm.Running host = host(jdk, "")) {
            assertThat(ask(host, "ask -")).isEqualTo("high");
            assertThat(ask(host, "batch -")).isEqualTo("low");
            assertThat(ask(host, "advice"))
                    .isEqualTo("route route: there is no org.slf4j.MDC for calls on wishes.Model: nothing is known of"
                            + " them by an MDC");
            assertThat(ask(host, "errors")).isEqualTo("0");
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void anMdcThatTheApplicationHasNotUsedIsNotInitialised(Jdk jdk) throws IOException {
        try (ChildJvm.Running host = host(jdk, API)) {
            assertThat(ask(host, "ask -")).isEqualTo("high");
            host.endOfInput();
            assertThat(host.finish().err()).isEmpty();
        }
        try (ChildJvm.Running host = host(jdk, API)) {
            assertThat(ask(host, "ask critical")).as("it keeps nothing").isEqualTo("high");
            host.endOfInput();
            assertThat(host.finish().err()).as("the application's own doing").contains("No SLF4J providers");
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void eachOfTwoApplicationsHasItsOwnMdcAndCanGo(Jdk jdk) throws IOException {
        try (ChildJvm.Running host = host(jdk, "")) {
            ask(host, "deploy " + LOGBACK);
            ask(host, "deploy " + OLD);
            assertThat(ask(host, "tell 0 critical")).isEqualTo("critical");
            assertThat(ask(host, "tell 1 low")).isEqualTo("low");
            assertThat(ask(host, "tell 0 -")).isEqualTo("high");
            assertThat(ask(host, "tell 1 normal")).isEqualTo("normal");
            assertThat(ask(host, "lend " + OLD + " critical"))
                    .as("a model above the application that calls it")
                    .isEqualTo("critical");
            assertThat(ask(host, "lend " + LOGBACK + " low")).isEqualTo("low");
            assertThat(ask(host, "ask -")).isEqualTo("high");
            assertThat(ask(host, "undeploy")).isEqualTo("gone");
            assertThat(ask(host, "errors")).isEqualTo("0");
        }
    }

    private ChildJvm.Running host(Jdk jdk, String slf4j) throws IOException {
        Path config = Files.writeString(folder.resolve("signalbox.yaml"), CONFIG);
        ChildJvm.Running host = ChildJvm.on(jdk)
                .options("-XX:TieredStopAtLevel=1", "-Xmx128m", "-XX:+UseSerialGC")
                .command(java.util.List.of("-cp", classes + File.pathSeparator + slf4j, "wishes.Main"))
                .agent(AgentJars.built(), "config=" + config)
                .start();
        host.awaitLine("done");
        return host;
    }

    private static String ask(ChildJvm.Running host, String line) {
        host.send(line);
        return String.join("\n", host.readUntil("done"));
    }
}
