package dev.signalbox.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each verb against the beans of a real child JVM, over a real JMX connection. */
class VerbsIT {
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

    private static Ran run(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--pid", child.pidText()));
        return Ran.of(all.toArray(String[]::new));
    }

    private static JsonNode json(String... args) {
        Ran ran = run(Stream.concat(Stream.of(args), Stream.of("--json")).toArray(String[]::new));
        assertThat(ran.err()).isEmpty();
        return ran.json();
    }

    @Test
    void statusTellsAgentRoutesChainsNodesAndHardware() {
        Ran ran = run("status");
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out())
                .contains(child.pidText() + " " + dir.resolve(NAME + ".jar"))
                .contains(
                        "agent     routing, version 1.2.3, config /etc/signalbox.yaml, 0 internal errors, 2 open incidents")
                .contains(
                        "Test CPU: machine busy 25.0% of 8 cores, process busy - of 2, resident 512 MB, heap 100 of 256 MB, after GC 80 MB")
                .contains("advice    model 'large': two instances match")
                .containsPattern(
                        "(?m)^ROUTE +STATE +ACTIVE +FORCED +CALLS +CALLER FAILURES +FAILOVERS +P50 ms +P99 ms +DEADLINE +NOTE$")
                .containsPattern("(?m)^chat +active +large +- +1200 +0 +12 +1.25 +- +- +-$")
                .containsPattern("(?m)^score .* 1.25 +- +2.5s, 2 missed +-$")
                .containsPattern("(?m)^chat +small +2 +yes +1200 +12 +1188 +small#0 +-$")
                .containsPattern(
                        "(?m)^large#0 +failed +open 7s +leaving +100.0% +3 +1200 +12 +90.0 +12 errors in a row$")
                .containsPattern("(?m)^0 +Test GPU +75.0% +50.0% +16000 +12000 +4000 +61 +250$")
                .containsPattern("(?m)^1 +Test GPU( +-){2}( +unknown){5}$")
                .doesNotContain("\u001b");
    }

    @Test
    void statusAsJsonHoldsEveryAttribute() {
        JsonNode status = json("status");
        assertThat(status.at("/agent/state").asText()).isEqualTo("routing");
        assertThat(status.at("/agent/callSites/0/classes").asInt()).isEqualTo(2);
        assertThat(status.at("/routes")).hasSize(2);
        assertThat(status.at("/routes/0/callerFailures").isIntegralNumber()).isTrue();
        assertThat(status.at("/routes/0/p99Millis").isNull()).as("NaN").isTrue();
        assertThat(status.at("/chains")).hasSize(4);
        assertThat(status.at("/nodes/0/failuresByClass/transient").asInt()).isEqualTo(10);
        assertThat(status.at("/openIncidents").asInt()).isEqualTo(2);
        assertThat(status.at("/hardware/hostCores").asInt()).isEqualTo(8);
        assertThat(status.at("/hardware/gpus/0/memoryUsedMB").asInt()).isEqualTo(12_000);
        assertThat(status.at("/hardware/gpus/1/memoryUsedMB").isNull())
                .as("NaN")
                .isTrue();
    }

    @Test
    void failoverAndFailbackMoveTheRoute() {
        Ran forced = run("failover", "chat", "small", "--for", "5m", "--reason", "large is slow");
        assertThat(forced.exitCode()).isZero();
        assertThat(forced.out()).contains("route 'chat': calls go to chain 'small' for 5m (active before: 'large')");
        assertThat(run("status").out()).containsPattern("(?m)^chat +active +small +small, 5m left ");

        JsonNode back = json("failback", "chat");
        assertThat(back.at("/done").asText()).contains("no longer forced to 'small'; active chain: 'large'");
        assertThat(back.at("/route/forcedChain").asText()).isEmpty();
    }

    @Test
    void failoverWithoutTimeLastsUntilFailback() {
        assertThat(run("failover", "score", "small").out()).contains("until 'failback score'");
        JsonNode score = json("status").at("/routes/1");
        assertThat(score.at("/forcedChain").asText()).isEqualTo("small");
        assertThat(score.at("/forcedSecondsLeft").isNull()).isTrue();
        assertThat(run("failback", "score").exitCode()).isZero();
    }

    @Test
    void drainAndResumeSwitchTheNode() {
        assertThat(run("drain", "small#0").out()).isEqualTo("node 'small#0': drained, 3 calls still in flight\n");
        assertThat(json("status").at("/nodes/1/drained").asBoolean()).isTrue();
        assertThat(run("resume", "small#0").out()).contains("takes calls again; health: healthy");
        assertThat(json("status").at("/nodes/1/drained").asBoolean()).isFalse();
    }

    @Test
    void ejectKeepsCallsFromTheNodeUntilItsTimeIsOverOrItIsResumed() {
        assertThat(run("eject", "small#0", "--for", "5m").out())
                .isEqualTo("node 'small#0': ejected for 5m, 3 calls still in flight\n");
        assertThat(run("drain", "small#0").exitCode()).isZero();
        assertThat(run("drill", "small#0", "hang").exitCode()).isZero();
        assertThat(run("status").out())
                .containsPattern(
                        "(?m)^small#0 +healthy +closed +drained, ejected 5m, drilled hang 30s .* ejected by an operator$");
        assertThat(run("drill", "small#0", "end").exitCode()).isZero();
        assertThat(run("resume", "small#0").exitCode()).isZero();
        assertThat(json("eject", "small#0").at("/done").asText()).contains("ejected until 'resume small#0'");
        assertThat(run("status").out())
                .containsPattern("(?m)^small#0 +healthy +closed +ejected  .* ejected by an operator$");
        assertThat(json("resume", "small#0").at("/node/ejected").asBoolean()).isFalse();
        assertThat(run("status").out()).containsPattern("(?m)^small#0 +healthy +closed +-  .* -$");
        assertThat(run("eject", "smal#0").err()).contains("known: small#0, large#0");
    }

    @Test
    void probeTellsWhatHappensAndWhatCameOfTheLastOne() {
        assertThat(run("probe", "large#0").out())
                .isEqualTo("node 'large#0': probing it by ping(); breaker: open,"
                        + " last probe: 2026-11-24T13:50:00Z: it answered ping(), after 3 ms\n");
        assertThat(json("probe", "large#0").at("/node/lastProbe").asText()).contains("it answered ping()");
        assertThat(run("probe", "smal#0").err()).contains("known: small#0, large#0");
    }

    @Test
    void weighChangesTheWeightWithinItsBounds() {
        assertThat(run("weigh", "small#0", "0.25").out())
                .isEqualTo("node 'small#0': weight 0.25 (before: 1); it is the only node of model 'small',"
                        + " so that it changes nothing now\n");
        assertThat(json("weigh", "small#0", "100").at("/nodeTuning/weight").asDouble())
                .isEqualTo(100);
        Ran tooMuch = run("weigh", "small#0", "101");
        assertThat(tooMuch.exitCode()).isEqualTo(ExitCodes.REFUSED);
        assertThat(tooMuch.err()).isEqualTo("error: weight 101.0 is out of range: 0 to 100.0\n");
        assertThat(run("weigh", "small#0", "half").exitCode()).isEqualTo(ExitCodes.USAGE);
        assertThat(run("weigh", "smal#0", "1").err()).contains("known: small#0, large#0");
        assertThat(run("weigh", "small#0", "1").out()).contains("weight 1 (before: 100)");
    }

    @Test
    void balanceTellsEachModelAndItsNodes() {
        assertThat(run("balance").out())
                .containsPattern("(?m)^MODEL +STRATEGY +SCORE +NODES +P50 ms +P95 ms +SUCCESS +ERRORS$")
                .containsPattern("(?m)^large +hot-cold +0.975 +2 +38.0 +90.0 +99.0% +12$")
                .containsPattern("(?m)^large +large#0 +3 +1 +1 +failed +120 +100.0% +38.0 +12 errors in a row$")
                .containsPattern("(?m)^small +small#1 +0 +0.5 +0.05 +healthy +0 +- +- +-$");
        JsonNode models = json("balance").at("/models");
        assertThat(models).as("without the one of all").hasSize(2);
        assertThat(models.at("/1/model").asText()).isEqualTo("small");
        assertThat(models.at("/1/gpuUtilization").isNull()).as("NaN").isTrue();
        assertThat(models.at("/1/nodes/1/share").asDouble()).isEqualTo(0.05);
        assertThat(models.at("/1/tasks/0/node").asText()).isEqualTo("small#0");
    }

    @Test
    void recoveryListsTheOpenIncidentsFirstAndTheNewestFirst() {
        assertThat(run("recovery").out())
                .containsPattern("(?m)^ID +STATUS +SEVERITY +TYPE +SUBJECT +ACTION +P.SUCCESS. +BEGAN +CHANGED ")
                .containsPattern("(?m)^ 3 +in_progress +low +routing +chat/large +failover: out of use for 10s +92.5% "
                        + "+2025-11-2. [0-9:]{8} +2025-11-2. [0-9:]{8} +12 +0 +because of 3$");
        JsonNode recovery = json("recovery");
        assertThat(recovery.at("/incidents").findValuesAsText("id")).containsExactly("3", "1", "4", "2");
        assertThat(recovery.at("/incidents/1/seen").asLong()).isEqualTo(2);
        assertThat(recovery.at("/incidents/1/history/0").asText()).contains("it began");
        assertThat(recovery.at("/openIncidents").asInt()).isEqualTo(2);
        assertThat(recovery.at("/desiredNodes/large").asInt()).isEqualTo(3);
        assertThat(recovery.at("/conditions/0/condition").asText()).isEqualTo("p95 > 3s for 30s");
    }

    @Test
    void drillBeginsAndEnds() {
        assertThat(run("drill", "small#0", "latency", "--more", "2s", "--share", "0.3", "--for", "5m")
                        .out())
                .isEqualTo("node 'small#0': latency in 30 % of its calls for 5m; 'drill small#0 end' ends it\n");
        assertThat(json("drill", "small#0", "error").at("/drills/0/kind").asText())
                .isEqualTo("error");
        assertThat(run("drill", "small#0", "end").out()).isEqualTo("node 'small#0': the drill has ended\n");
        Ran useless = run("drill", "small#0", "hang", "--more", "2s");
        assertThat(useless.exitCode()).isEqualTo(ExitCodes.USAGE);
        assertThat(useless.err()).contains("--more means nothing with 'hang'");
        assertThat(run("drill", "small#0").exitCode()).isEqualTo(2);
        assertThat(run("drill", "smal#0", "error").err()).contains("known: small#0, large#0");
    }

    @Test
    void disableAndEnableSwitchTheChain() {
        assertThat(json("disable", "score", "small").at("/chain/enabled").asBoolean())
                .isFalse();
        assertThat(run("status").out()).containsPattern("(?m)^score +small +- +no .*disabled by an operator$");
        assertThat(json("enable", "score", "small").at("/chain/enabled").asBoolean())
                .isTrue();
    }

    @Test
    void bypassTurnsTheAgentOffAndOn() {
        assertThat(run("bypass", "on").out()).isEqualTo("bypass on: the agent is bypassed\n");
        assertThat(json("bypass", "off").at("/state").asText()).isEqualTo("routing");
    }

    @Test
    void aRefusedReloadTellsTheProblems() {
        Ran refused = run("reload");
        assertThat(refused.exitCode()).isEqualTo(ExitCodes.REFUSED);
        assertThat(refused.err()).isEqualTo("""
                error: the config was refused:
                       signalbox.yaml:3: unknown key 'primry', did you mean 'primary'?
                       signalbox.yaml:9: routes.score.primary: is missing
                       the config in force before stays
                """);
        assertThat(run("reload").out())
                .contains("reloaded /etc/signalbox.yaml: the agent is routing, routes: chat, score");
    }

    @Test
    void explainTellsTheRanking() {
        assertThat(run("explain", "chat").out())
                .startsWith("chat is active: its primary is there\n")
                .contains("  1. large: healthy, the primary\n");
        assertThat(json("explain", "chat").at("/explanation/1").asText()).isEqualTo("2. small: healthy");
    }

    @Test
    void modelsListsInstancesAndKeepsControlCharactersFromTheTerminal() {
        assertThat(run("models").out())
                .containsPattern(
                        "(?m)^large#0 +routed +langchain4j +gpt-4o +chat +1200 +40.5 +90.0 +12000 +- +com.acme.Model +com.acme.App.main.App.java:42. +-$")
                .containsPattern("(?m)^Model#1 .* found by its first call +-$")
                .contains("caf\u00e9?")
                .doesNotContain("\u001b");
        assertThat(json("models").at("/instances/1/name").asText()).isEqualTo("caf\u00e9\u001b");
    }

    @Test
    void unknownNamesAreAnsweredWithTheKnownOnesNearestFirst() {
        Ran route = run("failover", "scroe", "small");
        assertThat(route.exitCode()).isEqualTo(ExitCodes.REFUSED);
        assertThat(route.err()).contains("no route 'scroe'").contains("known: score, chat");
        assertThat(run("drain", "smal#0").err()).contains("no node 'smal#0'").contains("known: small#0, large#0");
        assertThat(run("enable", "chat", "smal").err())
                .contains("no chain of route 'chat' 'smal'")
                .contains("known: small, large");
        JsonNode error = Ran.json(run("drain", "smal#0", "--json").out());
        assertThat(error.at("/error/exitCode").asInt()).isEqualTo(ExitCodes.REFUSED);
        assertThat(error.at("/error/known/0").asText()).isEqualTo("small#0");
    }

    @Test
    void theAgentsOwnWordsArePassedThrough() {
        Ran chain = run("failover", "chat", "smal");
        assertThat(chain.exitCode()).isEqualTo(ExitCodes.REFUSED);
        assertThat(chain.err())
                .contains("route 'chat' has no chain 'smal'; it has [large, small]")
                .contains("known: small, large")
                .doesNotContain("\tat ");
        Ran duration = run("failover", "chat", "small", "--for", "soon");
        assertThat(duration.exitCode()).isEqualTo(ExitCodes.REFUSED);
        assertThat(duration.err()).contains("'soon' is no duration; write 30s, 5m or 1h");
        assertThat(run("failover", "chat", "smal", "--verbose").err()).contains("\tat dev.signalbox");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void watchShowsWhatComesAndEndsAfterCount(boolean asJson) throws Exception {
        List<String> args = new ArrayList<>(List.of("watch", "--past", "--for", "60s", "--count"));
        int past = pastEvents();
        args.add(Integer.toString(past + 2));
        if (asJson) {
            args.add("--json");
        }
        Ran[] ran = new Ran[1];
        Thread watching = new Thread(() -> ran[0] = run(args.toArray(String[]::new)));
        watching.start();
        run("failover", "chat", "small", "--reason", "watched");
        run("failback", "chat");
        watching.join(60_000);
        assertThat(ran[0].exitCode()).isZero();
        List<String> lines = ran[0].out().lines().toList();
        assertThat(lines).hasSize(past + 2);
        if (asJson) {
            JsonNode event = Ran.json(lines.get(past));
            assertThat(event.at("/type").asText()).isEqualTo("signalbox.failover");
            assertThat(event.at("/to").asText()).isEqualTo("small");
            assertThat(event.at("/reason").asText()).isEqualTo("watched");
        } else {
            assertThat(lines.get(past)).matches("[0-9:.]{12}  failover  chat  large -> small  watched");
            assertThat(lines.get(past + 1)).matches("[0-9:.]{12}  failback  chat  small -> large  by an operator");
        }
    }

    private static int pastEvents() {
        return (int)
                run("watch", "--past", "--for", "1ms", "--json").out().lines().count();
    }

    @Test
    void watchEndsAfterItsTime() {
        Ran ran = run("watch", "--for", "50ms");
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.err()).startsWith("watching " + child.pidText());
    }
}
