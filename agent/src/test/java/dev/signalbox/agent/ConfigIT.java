package dev.signalbox.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.agent.testing.AgentJars;
import dev.signalbox.agent.testing.ChildJvm;
import dev.signalbox.agent.testing.Jdk;
import dev.signalbox.agent.testing.Jmx;
import dev.signalbox.agent.testing.Serving;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Configs that cannot be used, and configs that change, in a serving JVM with the built jar. */
class ConfigIT {
    private static final String ROUTED = Serving.SITE + """
            models:
              a: { match: { name: a } }
              b: { match: { name: b } }
            routes:
              ab: { call-sites: [answer], primary: a, alternatives: [b] }
            """;

    static Collection<Jdk> jdks() {
        return Jdk.all();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void aMissingConfigIsNamed(Jdk jdk) {
        refused(jdk, Path.of("/nowhere/signalbox.yaml"), "/nowhere/signalbox.yaml: ");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void anUnreadableConfigIsNamed(Jdk jdk) throws Exception {
        Path folder = Files.createTempDirectory("signalbox.yaml");
        refused(jdk, folder, folder + ": ");
        Path binary =
                Files.write(folder.resolve("binary.yaml"), "routes: \u00e9".getBytes(StandardCharsets.ISO_8859_1));
        refused(jdk, binary, binary + ":");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void aMalformedConfigIsToldWithItsLine(Jdk jdk) {
        Path file = Serving.file("models:\n  a: { match: { name: a }\nroutes: {}\n");
        refused(jdk, file, file + ":3:");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void aContradictoryConfigIsToldWithAllItsLines(Jdk jdk) {
        Path file = Serving.file(ROUTED.replace("primary: a,", "primry: a, primary: c,")
                + "  again: { call-sites: [answer], primary: b, alternatives: [b] }\n");
        String err = refused(jdk, file, file + ":");
        assertThat(err)
                .contains(file + ":7:")
                .contains("did you mean 'primary'?")
                .contains(file + ":8:");
    }

    /** The application runs as without the agent, which observes and says in one message what is wrong. */
    private static String refused(Jdk jdk, Path config, String beginning) {
        ChildJvm jvm = Serving.plain(jdk).agent(AgentJars.built(), "config=" + config);
        try (Serving serving = Serving.started(jvm, config)) {
            assertThat(serving.ask("new a")).isEqualTo("made");
            assertThat(serving.ask("call a x")).isEqualTo("a answers x");
            List<String> problems = serving.jmx().agent().getConfigProblems();
            assertThat(problems).isNotEmpty().allMatch(problem -> problem.startsWith(beginning));
            assertThat(serving.jmx().agent().getState()).isEqualTo("observing");
            ChildJvm.Result result = serving.end();
            assertThat(result.exit()).isZero();
            assertThat(result.out()).isEqualTo("ready\nmade\na answers x\n");
            assertThat(result.err().replaceFirst("^\\S+Z ", ""))
                    .isEqualTo("[signalbox] ERROR The config is refused; observing only, routing nothing:\n  "
                            + String.join("\n  ", problems) + "\nthe application ends\n");
            return result.err();
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void aReloadIsAllOrNothingAndTheNextCallObeys(Jdk jdk) {
        try (Serving serving = Serving.with(jdk, ROUTED)) {
            serving.ask("new a");
            serving.ask("new b");
            serving.awaitChain("ab", "b");
            serving.ask("set a fail");
            assertThat(serving.ask("call a 1")).isEqualTo("b answers 1");

            serving.rewrite(ROUTED.replace("primary: a", "primary: z"));
            assertThat(serving.jmx().agent().reload())
                    .singleElement()
                    .asString()
                    .contains("signalbox.yaml:7:")
                    .contains("'z'");
            assertThat(serving.jmx().agent().getConfigProblems()).hasSize(1);
            assertThat(serving.jmx().agent().getState()).isEqualTo("routing");
            assertThat(serving.ask("call a 2")).isEqualTo("b answers 2");

            serving.rewrite(ROUTED.replace("primary: a, alternatives: [b]", "primary: b, alternatives: [a]"));
            assertThat(serving.jmx().agent().reload()).isEmpty();
            assertThat(serving.jmx().agent().getConfigProblems()).isEmpty();
            assertThat(serving.ask("call a 3")).isEqualTo("java.lang.IllegalStateException: a failed on 3");
            assertThat(serving.ask("set b fail")).isEqualTo("set");
            assertThat(serving.ask("set a ok")).isEqualTo("set");
            assertThat(serving.ask("call b 4")).isEqualTo("a answers 4");
            assertThat(serving.jmx().agent().getLastInternalErrors()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void aReloadFindsClassesThatWereLoadedLongBefore(Jdk jdk) {
        try (Serving serving = Serving.with(jdk, "observe: true\n")) {
            serving.ask("new a");
            serving.ask("new b");
            assertThat(serving.ask("call a 1")).isEqualTo("a answers 1");
            serving.rewrite(ROUTED);
            assertThat(serving.jmx().agent().reload()).isEmpty();
            Jmx.await(
                    "both instances",
                    () -> serving.ask("call b 2").equals("b answers 2")
                            && serving.ask("call a 2").equals("a answers 2")
                            && serving.jmx().route("ab").getCalls() > 0
                            && serving.jmx().chain("ab", "b").getRefusal().isEmpty());
            serving.ask("set a fail");
            assertThat(serving.ask("call a 3")).isEqualTo("b answers 3");
        }
    }
}
