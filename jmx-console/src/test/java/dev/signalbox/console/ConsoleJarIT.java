package dev.signalbox.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shaded jar as an operator runs it. */
class ConsoleJarIT {
    private static final String JAR = Ran.JAR;
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
        return Ran.ofJar(Map.of(), jvm, args);
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
    void aRemoteJvmWithTlsIsReachedWithItsTrustStore() throws Exception {
        Path store = Tls.keyStore(dir);
        int port = Child.freePort();
        List<String> server = new ArrayList<>(Child.remote(port, dir));
        server.add("-Dcom.sun.management.jmxremote.ssl=true");
        server.addAll(Tls.properties("keyStore", store));
        try (Child remote = Child.serving(dir, NAME + "-tls", server.toArray(String[]::new))) {
            Map<String, String> password = Map.of("SIGNALBOX_PASSWORD", "s3cret");
            String[] status = {"status", "--url", "127.0.0.1:" + port, "--user", "operator"};
            Ran trusting = Ran.ofJar(password, Tls.properties("trustStore", store), status);
            assertThat(trusting.err()).isEmpty();
            assertThat(trusting.exitCode()).isZero();
            assertThat(trusting.out()).contains("127.0.0.1:" + port).contains("large#0");
            Ran distrusting = Ran.ofJar(password, List.of(), status);
            assertThat(distrusting.exitCode()).isEqualTo(ExitCodes.NO_CONNECTION);
            assertThat(distrusting.err()).contains("certification path").doesNotContain("s3cret");
            Ran wrong = Ran.ofJar(Map.of("SIGNALBOX_PASSWORD", "guess"), Tls.properties("trustStore", store), status);
            assertThat(wrong.exitCode()).isEqualTo(ExitCodes.NO_CONNECTION);
            assertThat(wrong.err())
                    .contains("cannot log in")
                    .contains("SIGNALBOX_PASSWORD")
                    .doesNotContain("guess");
        }
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
