package dev.signalbox.console.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.console.ConsoleException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadingTest {
    @Test
    void aJvmOfAnotherUserIsToldByItsOwner() {
        IOException failure = new IOException("Operation not permitted");
        ConsoleException told = Loading.unreachable("4711 Main", "alice", "bob", failure);
        assertThat(told)
                .hasMessage(
                        "cannot attach to 4711 Main: Operation not permitted; it belongs to alice, and you are bob");
        assertThat(told.hint()).contains("run the console as alice");
        assertThat(Loading.unreachable("4711 Main", "bob", "bob", failure).hint())
                .doesNotContain("run the console as");
        assertThat(Loading.unreachable("4711", "", "bob", failure).hint()).doesNotContain("run the console as");
    }

    @Test
    void theAgentIsSoughtBesideTheConsolesJar(@TempDir Path dir) throws Exception {
        Path expected = dir.resolve("signalbox-agent.jar");
        assertThat(AgentJar.beside(dir)).isEqualTo(expected);
        assertThat(AgentJar.beside(Files.createFile(dir.resolve("signalbox.jar"))))
                .isEqualTo(expected);
    }
}
