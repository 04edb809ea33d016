package dev.signalbox.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console at work on a JVM with the real agent, whose calls obey. */
class AgentIT {
    private static final String NAME = Child.uniqueName();

    @TempDir
    static Path dir;

    private static Child child;

    @BeforeAll
    static void start() throws Exception {
        Path agent = Path.of(System.getProperty("signalbox.agent.jar"));
        assertThat(agent).isRegularFile();
        Path config = Files.writeString(dir.resolve("signalbox.yaml"), """
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
                """);
        child = Child.models(dir, NAME, "-javaagent:" + agent + "=config=" + config);
        assertThat(child.ask("hello")).isEqualTo("large says hello");
        await("both chains in the plan")
                .atMost(30, TimeUnit.SECONDS)
                .until(() -> run("explain", "chat").out().contains("2. small: "));
    }

    @AfterAll
    static void stop() {
        child.close();
    }

    private static Ran run(String... args) {
        return Ran.of(Stream.concat(Stream.of(args), Stream.of("--pid", child.pidText()))
                .toArray(String[]::new));
    }

    @Test
    void theJarListsTheJvmAndTellsItsStatus() throws Exception {
        assertThat(Ran.ofJar(Map.of(), List.of(), "list").out()).containsPattern(child.pid() + "  .*" + NAME);
        JsonNode status = Ran.ofJar(Map.of(), List.of(), "status", "--main", NAME, "--json")
                .json();
        assertThat(status.at("/agent/state").asText()).isEqualTo("routing");
        assertThat(status.at("/agent/version").asText()).startsWith("0.");
        assertThat(status.at("/agent/lastInternalErrors")).isEmpty();
        assertThat(status.at("/routes/0/name").asText()).isEqualTo("chat");
        assertThat(status.at("/routes/0/state").asText()).isEqualTo("active");
        assertThat(status.at("/nodes")).hasSize(2);
        assertThat(status.at("/hardware/availableCores").asInt()).isPositive();
    }

    @Test
    void theNextCallObeysFailoverFailbackDrainAndResume() throws Exception {
        assertThat(run("failover", "chat", "small", "--for", "5m", "--reason", "a drill")
                        .exitCode())
                .isZero();
        assertThat(child.ask("one")).isEqualTo("small says one");
        assertThat(run("status").out()).containsPattern("(?m)^chat +active +small +small, (5m|4m)");
        assertThat(run("failback", "chat").exitCode()).isZero();
        assertThat(child.ask("two")).isEqualTo("large says two");
        assertThat(run("drain", "large#0").exitCode()).isZero();
        assertThat(child.ask("three")).isEqualTo("small says three");
        assertThat(run("resume", "large#0").exitCode()).isZero();
        assertThat(child.ask("four")).isEqualTo("large says four");
        assertThat(run("drill", "large#0", "rate-limit", "--for", "1m").exitCode())
                .isZero();
        assertThat(child.ask("drilled")).isEqualTo("small says drilled");
        assertThat(run("drill", "small#0", "error").err()).contains("last healthy one of route 'chat'");
        assertThat(run("drill", "large#0", "end").exitCode()).isZero();
        assertThat(child.ask("after")).isEqualTo("large says after");
        run("failover", "chat", "small");
        assertThat(run("bypass", "on").exitCode()).isZero();
        assertThat(child.ask("five")).isEqualTo("large says five");
        assertThat(run("bypass", "off").exitCode()).isZero();
        assertThat(child.ask("six")).isEqualTo("small says six");
        run("failback", "chat");
    }

    @Test
    void theNextCallObeysEjectAndResume() throws Exception {
        assertThat(run("eject", "large#0", "--for", "5m").out()).startsWith("node 'large#0': ejected for ");
        assertThat(child.ask("one")).isEqualTo("small says one");
        assertThat(run("status").out()).containsPattern("(?m)^large#0 .* ejected [45]m.* ejected by an operator$");
        assertThat(run("resume", "large#0").exitCode()).isZero();
        assertThat(child.ask("two")).isEqualTo("large says two");
        assertThat(run("eject", "large#0").out()).contains("until 'resume large#0'");
        assertThat(child.ask("three")).isEqualTo("small says three");
        assertThat(run("resume", "large#0").exitCode()).isZero();
        assertThat(child.ask("four")).isEqualTo("large says four");
    }

    @Test
    void aNodeInTroubleIsProbedByTheNextCallAndTheIncidentIsTold() throws Exception {
        assertThat(run("drill", "large#0", "error", "--for", "1m").exitCode()).isZero();
        for (int i = 0; i < 5; i++) {
            assertThat(child.ask("struck")).isEqualTo("small says struck");
        }
        for (int i = 0; i < 2; i++) { // each probe that fails doubles the time for which the breaker is open
            assertThat(run("probe", "large#0").exitCode()).isZero();
            assertThat(child.ask("struck")).isEqualTo("small says struck");
        }
        assertThat(run("drill", "large#0", "end").exitCode()).isZero();
        assertThat(run("probe", "large#0").out())
                .contains("the next call that reaches it probes it")
                .contains("breaker: open");
        for (int i = 0; i < 3; i++) {
            assertThat(child.ask("probed")).isEqualTo("large says probed");
        }
        assertThat(run("probe", "large#0").out()).contains("its calls need none; breaker: closed");
        await("the incident")
                .atMost(30, TimeUnit.SECONDS)
                .until(() -> run("recovery")
                        .out()
                        .lines()
                        .anyMatch(line -> line.matches(" *\\d+ .* routing +chat +failover: to chain .*")));
        assertThat(run("recovery", "--json").json().at("/incidents/0/failures").asLong())
                .isPositive();
    }

    @Test
    void watchShowsASwitchAsItComes() throws Exception {
        CompletableFuture<Ran> watching =
                CompletableFuture.supplyAsync(() -> run("watch", "--count", "1", "--for", "60s"));
        await("the switch in what is watched").atMost(60, TimeUnit.SECONDS).until(() -> {
            run("failover", "chat", "small", "--reason", "watched");
            run("failback", "chat");
            return watching.isDone();
        });
        assertThat(watching.get().exitCode()).isZero();
        assertThat(watching.get().out()).containsAnyOf("large -> small", "small -> large");
    }

    @Test
    void whatIsUnknownIsAnsweredWithWhatIsKnown() {
        assertThat(run("failover", "chat", "smal").err()).contains("known: small, large");
        assertThat(run("failover", "chta", "small").err()).contains("known: chat");
        assertThat(run("eject", "large#7").err()).contains("known: large#0, small#0");
        assertThat(run("eject", "large#0", "--for", "soon").err()).contains("not a length of time: 'soon'");
        assertThat(run("weigh", "large#0", "101").err()).contains("weight 101.0 is out of range: 0 to 100");
        assertThat(run("drain", "small#7").err()).contains("known: small#0, large#0");
        assertThat(run("failover", "chat", "small", "--for", "8000h").err()).contains("out of range");
    }
}
