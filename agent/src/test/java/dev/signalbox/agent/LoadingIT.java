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
import java.util.jar.JarFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The built jar in child JVMs: what the host sees of the agent, which is nothing. */
class LoadingIT {
    private static Path jar = Path.of("");
    private static Path hello = Path.of("");

    @TempDir
    private Path folder = Path.of("");

    @BeforeAll
    static void build() {
        jar = AgentJars.built();
        hello = Fixtures.compile("hello", 17);
    }

    static Collection<Jdk> jdks() {
        return Jdk.all();
    }

    @Test
    void theJarShowsOneClass() throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            assertThat(file.stream().map(Object::toString).filter(name -> name.endsWith(".class")))
                    .containsExactly("dev/signalbox/agent/SignalboxAgent.class");
            assertThat(file.stream().map(Object::toString).filter(name -> !name.endsWith("/")))
                    .allMatch(name -> name.startsWith("inst/")
                            || name.startsWith("META-INF/")
                            || name.startsWith("dev/signalbox/agent/SignalboxAgent"));
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void stdoutAndStderrAreTheHostsOwn(Jdk jdk) {
        ChildJvm plain = ChildJvm.on(jdk).main(hello, "Hello");
        assertThat(plain.run()).isEqualTo(new ChildJvm.Result(0, "hello out\n", "hello err\n"));
        assertThat(plain.agent(jar, "").run()).isEqualTo(plain.run());
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void aConfigThatCannotBeReadStopsNothing(Jdk jdk) {
        for (String config : List.of(folder.resolve("missing.yaml").toString(), folder.toString(), "\0")) {
            ChildJvm.Result result = ChildJvm.on(jdk)
                    .main(hello, "Hello")
                    .agent(jar, "config=" + config.replace("\0", ""))
                    .run();
            assertThat(result.exit()).isZero();
            assertThat(result.out()).isEqualTo("hello out\n");
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void theSecondOfTwoAgentsIsIgnoredWithOneLine(Jdk jdk) throws IOException {
        Path copy = Files.copy(jar, folder.resolve("again.jar"));
        for (Path second : List.of(jar, copy)) {
            ChildJvm.Result result = ChildJvm.on(jdk)
                    .main(hello, "Hello")
                    .agent(jar, "")
                    .agent(second, "")
                    .run();
            assertThat(result.exit()).isZero();
            assertThat(result.out()).isEqualTo("hello out\n");
            assertThat(result.err().lines())
                    .containsExactly(
                            "[signalbox] WARN the agent is already active in this JVM; ignoring the second -javaagent or attach",
                            "hello err");
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void insideAnUberJarTheAgentStaysOff(Jdk jdk) throws IOException {
        Path uber = AgentJars.changed("uber.jar", copy -> {
            Files.copy(hello.resolve("Hello.class"), copy.getPath("Hello.class"));
            Path manifest = copy.getPath("META-INF/MANIFEST.MF");
            Files.writeString(manifest, "Main-Class: Hello\n" + Files.readString(manifest));
        });
        ChildJvm.Result result = ChildJvm.on(jdk)
                .agent(uber, "")
                .command(List.of("-jar", uber.toString()))
                .run();
        assertThat(result.exit()).isZero();
        assertThat(result.out()).isEqualTo("hello out\n");
        assertThat(result.err().lines()).hasSize(2).first().asString().contains("has been merged from it");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void toolsOfTheJdkAreLeftAlone(Jdk jdk) throws Exception {
        assertThat(tool(jdk, "javac", "-version", "-d", folder.toString(), helloSource()))
                .startsWith("Picked up JAVA_TOOL_OPTIONS");
        assertThat(folder.resolve("Hello.class")).exists();
        assertThat(tool(jdk, "jcmd", "-h")).doesNotContain("signalbox] ");
        assertThat(tool(jdk, "keytool", "-help")).doesNotContain("signalbox] ");
    }

    private String helloSource() {
        return Path.of("src/test/fixtures/hello/Hello.java").toAbsolutePath().toString();
    }

    /** Runs a tool with an agent that would speak if it acted: its argument is unknown. */
    private String tool(Jdk jdk, String name, String... words) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(jdk.tool(name).toString()).redirectErrorStream(true);
        builder.command().addAll(List.of(words));
        builder.environment().put("JAVA_TOOL_OPTIONS", "-javaagent:" + jar + "=unknown=argument");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
