package dev.signalbox.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console brings the real agent into JVMs that run already, and has it leave them. */
class AttachIT {
    private static final String AGENT = System.getProperty("signalbox.agent.jar");
    private static final String CONFIG = """
            call-sites:
              say:
                method: dev.signalbox.console.serving.Talker.say(java.lang.String)
                replay: args
                name-from: name()
            models:
              large: { match: { name: large } }
              small: { match: { name: small } }
            routes:
              chat: { call-sites: [say], primary: large, alternatives: [small] }
            """;

    @TempDir
    Path dir;

    private Ran attach(Child child, String config) throws Exception {
        Path file = Files.writeString(dir.resolve("signalbox.yaml"), config);
        return Ran.of("attach", child.pidText(), "--config", file.toString(), "--agent", AGENT);
    }

    @Test
    void theAgentComesLeavesAndComesAgain() throws Exception {
        String name = Child.uniqueName();
        try (Child child = Child.models(dir, name)) {
            assertThat(child.ask("before")).isEqualTo("large says before");
            for (int turn = 0; turn < 2; turn++) {
                Ran attached = attach(child, CONFIG);
                assertThat(attached.err()).isEmpty();
                assertThat(attached.exitCode()).isZero();
                assertThat(attached.out())
                        .startsWith("attached to " + child.pid() + " ")
                        .contains(name)
                        .contains(" is routing, routes: chat\n");
                assertThat(attach(child, CONFIG).err())
                        .contains("carries the agent already")
                        .contains("'reload'");
                await("a call that obeys").atMost(30, TimeUnit.SECONDS).until(() -> {
                    child.ask("seen");
                    child.ask("small is seen by its calls alone");
                    Ran.of("failover", "chat", "small", "--pid", child.pidText());
                    return child.ask("routed").equals("small says routed");
                });

                Ran detached = Ran.of("detach", child.pidText(), "--json");
                assertThat(detached.exitCode()).as(detached.out()).isZero();
                assertThat(detached.json().at("/done").asText()).endsWith("no bean and no thread of the agent is left");
                assertThat(detached.json().at("/beans").asInt()).isZero();
                assertThat(detached.json().at("/threads")).isEmpty();
                assertThat(child.ask("after")).isEqualTo("large says after");
                assertThat(Ran.of("detach", child.pidText()).exitCode()).isEqualTo(ExitCodes.NO_TARGET);
            }
        }
    }

    @Test
    void aBadConfigIsToldInTheAgentsWordsAndMendedByAReload() throws Exception {
        try (Child child = Child.models(dir, Child.uniqueName())) {
            Ran attached = attach(child, CONFIG.replace("primary", "primry"));
            assertThat(attached.exitCode()).isEqualTo(ExitCodes.REFUSED);
            assertThat(attached.err())
                    .contains("observes only")
                    .contains("signalbox.yaml:10")
                    .contains("did you mean 'primary'?")
                    .contains("signalbox reload --pid " + child.pid());
            Files.writeString(dir.resolve("signalbox.yaml"), CONFIG);
            assertThat(Ran.of("reload", "--pid", child.pidText()).out()).contains("routing, routes: chat");
        }
    }

    @Test
    void withoutAConfigTheAgentObserves() throws Exception {
        try (Child child = Child.models(dir, Child.uniqueName())) {
            Ran attached = Ran.of("attach", child.pidText(), "--agent", AGENT, "--json");
            assertThat(attached.exitCode()).isZero();
            assertThat(attached.json().at("/state").asText()).isEqualTo("observing");
            assertThat(attached.json().at("/notes/0").asText()).contains("'attach --config FILE'");
        }
    }

    @Test
    void aJvmThatForbidsItIsNotAttachedTo() throws Exception {
        try (Child child = Child.models(dir, Child.uniqueName(), "-XX:-EnableDynamicAgentLoading")) {
            Ran attached = attach(child, CONFIG);
            assertThat(attached.exitCode()).isEqualTo(ExitCodes.REFUSED);
            assertThat(attached.err()).contains("not enabled").contains("start it with -javaagent:");
        }
        try (Child child = Child.models(dir, Child.uniqueName(), "-XX:+DisableAttachMechanism")) {
            Ran attached = attach(child, CONFIG);
            assertThat(attached.exitCode()).isEqualTo(ExitCodes.NO_CONNECTION);
            assertThat(attached.err()).contains("-XX:+DisableAttachMechanism?");
        }
    }

    @Test
    void whatIsNoProcessIsSaidToBeNone() throws Exception {
        Child child = Child.withoutAgent(dir, Child.uniqueName());
        child.kill();
        Ran attached = attach(child, CONFIG);
        assertThat(attached.exitCode()).isEqualTo(ExitCodes.NO_TARGET);
        assertThat(attached.err()).contains("there is no process " + child.pid());
    }

    @Test
    void anAgentThatDoesNotLeaveIsReported() throws Exception {
        try (Child child = Child.serving(dir, Child.uniqueName())) {
            Ran detached = Ran.of("detach", child.pidText(), "--timeout", "2s");
            assertThat(detached.exitCode()).isEqualTo(ExitCodes.NO_CONNECTION);
            assertThat(detached.err()).contains("of its beans are still there").contains("--timeout");
        }
    }
}
