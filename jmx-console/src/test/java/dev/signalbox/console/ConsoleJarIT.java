package dev.signalbox.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shaded jar as an operator runs it. */
class ConsoleJarIT {
    private static final String JAR = System.getProperty("console.jar");
    private static final String NAME = Child.uniqueName();

    @TempDir
    static Path dir;

    private static Child child;

    @BeforeAll
    static void start() throws Exception {
        child = Child.serving(dir, NAME);
    }

    @AfterAll
    static void stop() {
        child.close();
    }

    private static Ran jar(List<String> jvm, String... args) throws Exception {
        List<String> command = new ArrayList<>(List.of(Child.java()));
        command.addAll(jvm);
        command.addAll(List.of("-jar", JAR));
        command.addAll(List.of(args));
        Path err = dir.resolve("err");
        Process process =
                new ProcessBuilder(command).redirectError(err.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Ran(process.exitValue(), out, Files.readString(err));
    }

    @Test
    void theJarListsSwitchesAndTells() throws Exception {
        assertThat(jar(List.of(), "list").out()).containsPattern(child.pid() + "  .*" + NAME);
        Ran switched = jar(List.of(), "failover", "chat", "small", "--main", NAME, "--json");
        assertThat(switched.exitCode()).isZero();
        assertThat(switched.err()).isEmpty();
        assertThat(switched.json().at("/route/activeChain").asText()).isEqualTo("small");
        Ran unknown = jar(List.of(), "failback", "chta", "--pid", child.pidText());
        assertThat(unknown.exitCode()).isEqualTo(ExitCodes.REFUSED);
        assertThat(unknown.err()).contains("known: chat, score");
        assertThat(jar(List.of(), "--version").out()).startsWith("signalbox 0.").doesNotContain("not run");
    }

    @Test
    void theOnlyJvmWithTheAgentNeedsNoName() throws Exception {
        int carrying = jar(List.of(), "list", "--json").json().get("jvms").size();
        Ran status = jar(List.of(), "status");
        // Other JVMs of this machine may carry the agent: then, and only then, the console must ask which one is meant.
        assertThat(status.exitCode()).isEqualTo(carrying == 1 ? ExitCodes.OK : ExitCodes.NO_TARGET);
        assertThat(status.out() + status.err()).contains(child.pidText());
    }

    @Test
    void withoutTheAttachModuleAServiceUrlIsAdvised() throws Exception {
        Ran ran = jar(List.of("--limit-modules", "java.management.rmi,jdk.naming.rmi"), "list");
        assertThat(ran.exitCode()).isEqualTo(ExitCodes.NO_TARGET);
        assertThat(ran.err()).contains("no attach module").contains("--url service:jmx:rmi");
        Ran url =
                jar(List.of("--limit-modules", "java.management.rmi,jdk.naming.rmi"), "status", "--url", "127.0.0.1:1");
        assertThat(url.exitCode()).isEqualTo(ExitCodes.NO_CONNECTION);
        assertThat(url.err()).contains("cannot connect to 127.0.0.1:1").contains("Connection refused");
    }

    @Test
    void theJarHoldsNothingButTheConsoleItsBeansAndPicocli() throws Exception {
        try (JarFile jar = new JarFile(JAR)) {
            List<String> strangers = jar.stream()
                    .map(entry -> entry.getName())
                    .filter(entry -> entry.endsWith(".class"))
                    .filter(entry -> !entry.startsWith("dev/signalbox/console/")
                            && !entry.startsWith("dev/signalbox/core/control/")
                            && !entry.startsWith("picocli/")
                            && !entry.startsWith("org/jspecify/"))
                    .toList();
            assertThat(strangers).isEmpty();
        }
    }
}
