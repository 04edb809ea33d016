package dev.signalbox.agent;

import static org.assertj.core.api.Assertions.assertThat;

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

/** The built jar at an application's own call sites, in child JVMs: locks, narrowed results, reloads, loaders that go. */
class OwnSitesIT {
    private static final String CONFIG = """
            call-sites:
              score: { method: own.Scorer.score(java.lang.String), replay: args, name-from: name() }
            models:
              a: { match: { name: a } }
              b: { match: { name: b } }
            routes:
              ab: { call-sites: [score], primary: a, alternatives: [b] }
              ba: { call-sites: [score], primary: b, alternatives: [a] }
            """;

    private static final String OBSERVED = CONFIG.substring(0, CONFIG.indexOf("models:")) + "observe: true\n";

    private static Path classes = Path.of("");

    @TempDir
    private Path folder = Path.of("");

    @BeforeAll
    static void build() {
        classes = Fixtures.compile("own", 17);
    }

    static Collection<Jdk> jdks() {
        return Jdk.all();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void twoThreadsInSynchronizedModelsWithCrosswiseRoutesBothReturn(Jdk jdk) throws IOException {
        for (String kind : List.of("locked", "around")) {
            try (ChildJvm.Running host = host(jdk, CONFIG)) {
                ask(host, "new " + kind + " a");
                ask(host, "new " + kind + " b");
                assertThat(ask(host, "both a b"))
                        .isEqualTo(
                                "java.lang.IllegalStateException: a failed, java.lang.IllegalStateException: b failed");
                assertThat(ask(host, "advice"))
                        .contains("call site score: own.Scorer$Locked")
                        .contains(" synchronized: observed, not routed");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void aSynchronizedModelStandsInForOneThatIsNot(Jdk jdk) throws IOException {
        try (ChildJvm.Running host = host(jdk, CONFIG)) {
            ask(host, "new plain a");
            ask(host, "new locked b");
            assertThat(ask(host, "call a bad")).isEqualTo("b scores bad");
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void aModelThatReturnsLessThanThePrimaryPromisesIsRefused(Jdk jdk) throws IOException {
        try (ChildJvm.Running host = host(jdk, CONFIG)) {
            ask(host, "new narrow a");
            ask(host, "new plain b");
            assertThat(ask(host, "call a bad")).isEqualTo("java.lang.IllegalStateException: a cannot bad");
            assertThat(ask(host, "advice"))
                    .contains("chain b of route ab: ")
                    .contains("returns own.Scorer$Result, the primary own.Scorer$Special");
        }
        try (ChildJvm.Running host = host(jdk, CONFIG)) {
            ask(host, "new plain a");
            ask(host, "new narrow b");
            assertThat(ask(host, "call a bad")).isEqualTo("special b scores bad");
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void aReloadThatChangesACallSiteIsRefusedAndOneThatAddsSomeIsNot(Jdk jdk) throws IOException {
        try (ChildJvm.Running host = host(jdk, CONFIG)) {
            ask(host, "new plain a");
            ask(host, "new plain b");
            assertThat(ask(host, "call a bad")).isEqualTo("b scores bad");
            write(CONFIG.replace("replay: args", "replay: none").replace("alternatives: [b]", "alternatives: []"));
            assertThat(ask(host, "reload"))
                    .contains("call-sites.score: changed")
                    .contains("restart");
            assertThat(ask(host, "call a bad")).as("the config before").isEqualTo("b scores bad");
            write(CONFIG.replace("models:", "  named: { method: own.Scorer.name() }\nmodels:"));
            assertThat(ask(host, "reload")).isEmpty();
            assertThat(ask(host, "call a bad")).isEqualTo("b scores bad");
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void aClassLoaderWhoseModelsWereRoutedCanGo(Jdk jdk) throws IOException {
        String held = CONFIG.replace("a: { match: { name: a } }", "a: { match: { name: a }, hold: true }")
                .replace("routes:", "  spare: { create: own.Tenant::spare }\nroutes:")
                .replace("alternatives: [b]", "alternatives: [b, spare]");
        for (String config : List.of(OBSERVED, CONFIG, held)) {
            try (ChildJvm.Running host = host(jdk, config)) {
                assertThat(ask(host, "unload"))
                        .as(config)
                        .isEqualTo("a scores good, b scores good, "
                                + (config.equals(OBSERVED) ? "failed" : "b scores bad") + ", unloaded");
            }
        }
    }

    private ChildJvm.Running host(Jdk jdk, String config) throws IOException {
        ChildJvm.Running host = ChildJvm.on(jdk)
                .options("-XX:TieredStopAtLevel=1", "-Xmx128m", "-XX:+UseSerialGC")
                .main(classes, "own.Main")
                .agent(AgentJars.built(), "config=" + write(config))
                .start();
        host.awaitLine("done");
        return host;
    }

    private Path write(String config) throws IOException {
        return Files.writeString(folder.resolve("signalbox.yaml"), config);
    }

    private static String ask(ChildJvm.Running host, String line) {
        host.send(line);
        return String.join("\n", host.readUntil("done"));
    }
}
