package dev.signalbox.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.tools.attach.VirtualMachine;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a JVM is found, told apart from others, and lost. */
class TargetsIT {
    @TempDir
    Path dir;

    private final String name = Child.uniqueName();
    private final List<Child> children = new ArrayList<>();

    @AfterEach
    void stop() {
        children.forEach(Child::close);
    }

    private Child started(Child child) {
        children.add(child);
        return child;
    }

    @Test
    void listShowsJvmsWithTheAgentAndWithAllWhyOthersAreSkipped() throws Exception {
        Child serving = started(Child.serving(dir, name));
        Child bare = started(Child.withoutAgent(dir, name));

        JsonNode all = Ran.of("list", "--all", "--json").json();
        JsonNode found = byPid(all.get("jvms"), serving);
        assertThat(found.get("main").asText()).endsWith(name + ".jar");
        assertThat(found.get("state").asText()).isEqualTo("routing");
        assertThat(found.get("routes")).hasSize(2);
        assertThat(byPid(all.get("skipped"), bare).get("reason").asText()).isEqualTo("no Signalbox agent");

        Ran text = Ran.of("list");
        assertThat(text.exitCode()).isZero();
        assertThat(text.out())
                .containsPattern("(?m)^ *" + serving.pid() + "  .*" + name + ".jar +1.2.3 +routing +chat, score$")
                .doesNotContain("  " + bare.pid() + "  ");
    }

    @Test
    void listLeavesNoConnectorBehindInJvmsWithoutTheAgent() throws Exception {
        Child serving = started(Child.serving(dir, name));
        Child bare = started(Child.withoutAgent(dir, name));
        Ran.of("list");
        assertThat(localConnector(bare)).isNull();
        assertThat(localConnector(serving)).isNotNull();
    }

    private static @Nullable String localConnector(Child child) throws Exception {
        VirtualMachine vm = VirtualMachine.attach(child.pidText());
        try {
            return vm.getAgentProperties().getProperty("com.sun.management.jmxremote.localConnectorAddress");
        } finally {
            vm.detach();
        }
    }

    private static JsonNode byPid(JsonNode rows, Child child) {
        return StreamSupport.stream(rows.spliterator(), false)
                .filter(row -> row.get("pid").asLong() == child.pid())
                .findFirst()
                .orElseThrow(() -> new AssertionError(child.pid() + " is not in " + rows));
    }

    @Test
    void partOfTheMainNameFindsTheOneJvmWithTheAgent() throws Exception {
        Child serving = started(Child.serving(dir, name));
        started(Child.withoutAgent(dir, name));
        Ran ran = Ran.of("status", "--main", name);
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out()).startsWith("JVM       " + serving.pid() + " ");
    }

    @Test
    void severalCandidatesAreListed() throws Exception {
        Child first = started(Child.serving(dir, name));
        Child second = started(Child.serving(dir, name));
        Ran ran = Ran.of("failover", "chat", "small", "--main", name);
        assertThat(ran.exitCode()).isEqualTo(ExitCodes.NO_TARGET);
        assertThat(ran.err())
                .contains(first.pidText())
                .contains(second.pidText())
                .contains("--pid");
        assertThat(Ran.of("status", "--main", name, "--json").json().at("/error/known"))
                .hasSize(2);
        assertThat(Ran.of("status", "--pid", first.pidText(), "--json")
                        .json()
                        .at("/routes/0/forcedChain")
                        .asText())
                .as("nothing was switched")
                .isEmpty();
    }

    @Test
    void noTargetIsSaid() throws Exception {
        Child bare = started(Child.withoutAgent(dir, name));
        Ran byPid = Ran.of("status", "--pid", bare.pidText());
        assertThat(byPid.exitCode()).isEqualTo(ExitCodes.NO_TARGET);
        assertThat(byPid.err()).contains("carries no Signalbox agent").contains("-javaagent:signalbox-agent.jar");
        Ran byMain = Ran.of("status", "--main", name);
        assertThat(byMain.exitCode()).isEqualTo(ExitCodes.NO_TARGET);
        assertThat(byMain.err()).contains("no local JVM whose main class or jar holds '" + name + "'");
        bare.kill();
        Ran gone = Ran.of("status", "--pid", bare.pidText());
        assertThat(gone.exitCode()).isEqualTo(ExitCodes.NO_TARGET);
        assertThat(gone.err()).contains("there is no process " + bare.pid());
    }

    @Test
    void aJvmThatHangsNeverHangsTheConsole() throws Exception {
        Child frozen = started(Child.serving(dir, name));
        assertThat(Ran.of("status", "--pid", frozen.pidText()).exitCode()).isZero();
        frozen.freeze();

        Instant start = Instant.now();
        Ran byPid = Ran.of("status", "--pid", frozen.pidText(), "--timeout", "700ms");
        assertThat(byPid.exitCode()).isEqualTo(ExitCodes.NO_CONNECTION);
        assertThat(byPid.err()).contains("no answer within 700ms").contains("--timeout");
        Ran byMain = Ran.of("failback", "chat", "--main", name, "--timeout", "700ms", "--json");
        assertThat(byMain.exitCode()).isEqualTo(ExitCodes.NO_CONNECTION);
        assertThat(byMain.json().at("/error/message").asText()).contains("no answer within 700ms");
        JsonNode skipped =
                Ran.of("list", "--all", "--json", "--timeout", "700ms").json().get("skipped");
        assertThat(byPid(skipped, frozen).get("reason").asText()).isEqualTo("no answer within 700ms");
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(25));
    }

    @Test
    void watchEndsWhenTheJvmDies() throws Exception {
        Child child = started(Child.serving(dir, name));
        Ran watched = watchedUntil(child, child::kill);
        assertThat(watched.exitCode()).isEqualTo(ExitCodes.NO_CONNECTION);
        assertThat(watched.out()).contains("large -> small");
    }

    @Test
    void watchEndsWhenTheJvmHangs() throws Exception {
        Child child = started(Child.serving(dir, name));
        Ran watched = watchedUntil(child, child::freeze);
        assertThat(watched.exitCode()).isEqualTo(ExitCodes.NO_CONNECTION);
        assertThat(watched.err()).contains("no answer within 5s");
    }

    private interface Fault {
        void happen() throws Exception;
    }

    private static Ran watchedUntil(Child child, Fault fault) throws Exception {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int[] exitCode = {-1};
        Thread watching = new Thread(
                () -> exitCode[0] = SignalboxCommand.commandLine(new PrintWriter(out, true), new PrintWriter(err, true))
                        .execute("watch", "--past", "--pid", child.pidText(), "--timeout", "5s"));
        watching.start();
        Ran.of("failover", "chat", "small", "--pid", child.pidText());
        await().atMost(Duration.ofSeconds(60)).until(() -> out.toString().contains("large -> small"));
        fault.happen();
        watching.join(60_000);
        assertThat(watching.isAlive()).isFalse();
        return new Ran(exitCode[0], out.toString(), err.toString());
    }

    @Test
    void aRemoteJvmWithPasswordIsReachedByUrl() throws Exception {
        int port = Child.freePort();
        List<String> jvm = new ArrayList<>(Child.remote(port, dir));
        jvm.add("-Dcom.sun.management.jmxremote.ssl=false");
        started(Child.serving(dir, name, jvm.toArray(String[]::new)));
        String url = "127.0.0.1:" + port;
        String operator = Child.secret(dir, "operator", "s3cret\n").toString();
        String monitor = Child.secret(dir, "monitor", "look\n").toString();

        Ran done = Ran.of("failover", "chat", "small", "--url", url, "--user", "operator", "--password-file", operator);
        assertThat(done.exitCode()).isZero();
        String full = "service:jmx:rmi:///jndi/rmi://" + url + "/jmxrmi";
        Ran read = Ran.of("status", "--json", "--url", full, "--user", "monitor", "--password-file", monitor);
        assertThat(read.json().at("/routes/0/forcedChain").asText()).isEqualTo("small");

        Ran refused = Ran.of("failback", "chat", "--url", url, "--user", "monitor", "--password-file", monitor);
        assertThat(refused.exitCode()).isEqualTo(ExitCodes.REFUSED);
        assertThat(refused.err()).contains("Access denied").contains("readwrite");
        Ran wrong = Ran.of("status", "--url", url, "--user", "operator", "--password-file", monitor);
        assertThat(wrong.exitCode()).isEqualTo(ExitCodes.NO_CONNECTION);
        assertThat(wrong.err()).contains("cannot log in to " + url).doesNotContain("look");
        Ran nobody = Ran.of("status", "--url", url);
        assertThat(nobody.exitCode()).isEqualTo(ExitCodes.NO_CONNECTION);
        assertThat(nobody.err()).contains("--user");
    }

    @Test
    void aPortWhereNobodyListensIsSaid() throws Exception {
        Ran ran = Ran.of("status", "--url", "127.0.0.1:" + Child.freePort());
        assertThat(ran.exitCode()).isEqualTo(ExitCodes.NO_CONNECTION);
        assertThat(ran.err()).contains("cannot connect to 127.0.0.1:").contains("Connection refused");
        assertThat(ran.err().lines()).hasSize(2);
    }
}
