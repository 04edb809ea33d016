package dev.signalbox.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.VirtualMachine;
import dev.signalbox.agent.testengine.TestEngine;
import dev.signalbox.agent.testing.AgentJars;
import dev.signalbox.agent.testing.ChildJvm;
import dev.signalbox.agent.testing.Jdk;
import dev.signalbox.agent.testing.Jmx;
import dev.signalbox.agent.testing.SpringHost;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The gates in Spring's bean factories, with a test's engine behind them: they fail open, come late and go. */
class SpringGateIT {
    private static final List<String> SCRIPT = List.of(
            "start", "chat named hello", "chat cglibProxied hello", "register more", "new prototype x", "close");

    private static Path jar = Path.of("");

    @TempDir
    private Path folder = Path.of("");

    @BeforeAll
    static void build() {
        jar = AgentJars.withEngine(TestEngine.class);
    }

    static Stream<Arguments> hosts() {
        return SpringHost.all();
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void aGateThatThrowsAtEveryEntryChangesNothing(Jdk jdk, String spring) throws IOException {
        ChildJvm plain = SpringHost.plain(jdk, spring);
        assertThat(run(plain.agent(jar, config("fail")))).isEqualTo(run(plain));
        assertThat(Files.readAllLines(folder.resolve("events")))
                .contains(
                        "named named Talker in DefaultListableBeanFactory",
                        "named more Talker in DefaultListableBeanFactory",
                        "failed naming a bean: java.lang.IllegalStateException: injected")
                .noneMatch(line -> line.startsWith("named wrapping")); // no model
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void anAgentThatComesLateSeesTheBeansOfTheNextContextAndLeavesNothingBehind(Jdk jdk, String spring)
            throws Exception {
        try (ChildJvm.Running host = SpringHost.plain(jdk, spring).start()) {
            host.awaitLine("ready");
            ask(host, "start");
            VirtualMachine machine = VirtualMachine.attach("" + host.pid());
            machine.loadAgent(jar.toString(), config("observe"));
            machine.detach();
            Jmx.await("a bean's name", () -> {
                ask(host, "close");
                ask(host, "start");
                return Files.readAllLines(folder.resolve("events"))
                        .contains("named named Talker in DefaultListableBeanFactory");
            });
            Jmx.await("a detach", () -> {
                ask(host, "score !detach");
                return Files.readAllLines(folder.resolve("events")).contains("closed");
            });
            assertThat(ask(host, "close")).isEqualTo("collected");
            ask(host, "start");
            assertThat(ask(host, "chat named hello")).isEqualTo("named: hello");
            Jmx.await(
                    "nothing of ours",
                    () -> histogram(jdk, host.pid()).stream().noneMatch(line -> line.contains("dev.signalbox")));
            assertThat(histogram(jdk, host.pid())).anyMatch(line -> line.contains("DefaultListableBeanFactory"));
        }
    }

    private String config(String mode) throws IOException {
        Path config = folder.resolve("signalbox.txt");
        Files.writeString(
                config,
                "# call-sites\nsite test beans.Scorer score java.lang.String\ngate " + mode + "\nevents "
                        + folder.resolve("events") + "\n");
        return "config=" + config;
    }

    private static String ask(ChildJvm.Running host, String command) {
        host.send(command);
        return host.nextLine();
    }

    private static ChildJvm.Result run(ChildJvm jvm) {
        try (ChildJvm.Running host = jvm.start()) {
            host.awaitLine("ready");
            SCRIPT.forEach(command -> ask(host, command));
            host.endOfInput();
            return host.finish();
        }
    }

    /** The objects that a full collection leaves behind. */
    private static List<String> histogram(Jdk jdk, long pid) throws IOException {
        Process process = new ProcessBuilder(jdk.tool("jcmd").toString(), "" + pid, "GC.class_histogram").start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }
}
