package dev.signalbox.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.agent.testing.AgentJars;
import dev.signalbox.agent.testing.ChildJvm;
import dev.signalbox.agent.testing.Jdk;
import dev.signalbox.agent.testing.Jmx;
import dev.signalbox.agent.testing.Serving;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** In one JVM with OpenTelemetry's agent and the Prometheus JMX exporter: ours before them, and after. */
class NeighboursIT {
    private static final Path AGENTS = Path.of("target/agents").toAbsolutePath();
    private static final String CONFIG = Serving.SITE + """
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
    void threeAgentsDoTheirWorkInEitherOrder(Jdk jdk) throws Exception {
        Path exporter = Serving.file("includeObjectNames: [\"signalbox:*\"]\nrules: [{ pattern: \".*\" }]\n");
        Path config = Serving.file(CONFIG);
        ChildJvm plain = Serving.plain(jdk)
                .options(
                        "-Dotel.traces.exporter=none",
                        "-Dotel.metrics.exporter=none",
                        "-Dotel.logs.exporter=none",
                        "-Dotel.javaagent.logging=none");
        int[] ports = {freePort(), freePort(), freePort()};
        try (Serving without = Serving.started(beside(plain, ports[0], exporter), config);
                Serving first = Serving.started(beside(ours(plain, config), ports[1], exporter), config);
                Serving last = Serving.started(ours(beside(plain, ports[2], exporter), config), config)) {
            for (String line : List.of("new a", "new b", "call a 1", "set a fail")) {
                assertThat(first.ask(line)).isEqualTo(without.ask(line));
                assertThat(last.ask(line)).isNotEmpty();
            }
            routesAndIsExported(first, ports[1]);
            routesAndIsExported(last, ports[2]);
            String err = without.end().err();
            assertThat(first.end().err()).isEqualTo(err);
            assertThat(last.end().err()).isEqualTo(err);
        }
    }

    private static void routesAndIsExported(Serving serving, int port) throws Exception {
        serving.awaitChain("ab", "b");
        assertThat(serving.ask("call a 2")).isEqualTo("b answers 2");
        assertThat(serving.jmx().agent().getLastInternalErrors()).isEmpty();
        Jmx.await("the exporter's reading", () -> metrics(port).contains("signalbox_Route_Failovers"));
        assertThat(metrics(port).lines())
                .anyMatch(line -> line.startsWith("signalbox_Route_Failovers{") && line.endsWith(" 1.0"))
                .anyMatch(line -> line.startsWith("signalbox_Agent_InternalErrors") && line.endsWith(" 0.0"));
    }

    private static ChildJvm ours(ChildJvm jvm, Path config) {
        return jvm.agent(AgentJars.built(), "config=" + config);
    }

    private static ChildJvm beside(ChildJvm jvm, int port, Path exporter) {
        return jvm.agent(jar("opentelemetry-javaagent"), "")
                .agent(jar("jmx_prometheus_javaagent"), "127.0.0.1:" + port + ":" + exporter);
    }

    private static Path jar(String beginning) {
        try (Stream<Path> jars = Files.list(AGENTS)) {
            return jars.filter(file ->
                            file.toString().startsWith(AGENTS.resolve(beginning).toString()))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String metrics(int port) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
