package dev.signalbox.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** docs/console.md says what the console does; {@code -Dupdate=true} writes it anew. */
class DocsTest {
    private static final Path PAGE = Path.of("..", "docs", "console.md");

    @Test
    void thePageIsWhatTheConsoleSays() throws IOException {
        String page = page();
        if (Boolean.getBoolean("update")) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE).as("out of date? run this test with -Dupdate=true").hasContent(page);
    }

    private static String page() {
        CommandLine root = SignalboxCommand.commandLine(new PrintWriter(System.out), new PrintWriter(System.err));
        StringBuilder out = new StringBuilder("""
                # The console

                <!-- Made from the console's own help by DocsTest. To change it, change the verbs and run
                     ./mvnw -pl jmx-console -am test -Dtest=DocsTest -Dsurefire.failIfNoSpecifiedTests=false -Dupdate=true -->

                `java -jar signalbox.jar VERB` watches and switches the agent in a running JVM, over JMX. It needs a JDK 17 or later
                to find and attach to local JVMs (as the same user); on a JRE it reaches JVMs by their JMX service URL.

                **Which JVM.** `--pid`, `--main` (a part of the main class' or jar's name) or `--url`; without any of them the only
                local JVM that carries the agent. `balance`, `allocation`, `recovery`, `models`, `init` and `detach` take the process id without
                an option too; `attach` takes nothing else. To find the only one, the console looks at each JVM of this user for a running JMX connector, for `signalbox`
                among its arguments and for the agent's thread. Only where it sees one of these does it start the JVM's local connector
                (loopback only), as JConsole would.

                **Remote.** `--url host:port` stands for `service:jmx:rmi:///jndi/rmi://host:port/jmxrmi`. The password of `--user` is
                the first line of `--password-file`, else the variable `SIGNALBOX_PASSWORD`, else it is asked for; it is never an
                argument. A readonly user may use `status`, `balance`, `allocation`, `recovery`, `explain`, `models`, `init` and `watch`. For TLS
                give Java the trust store: `java -Djavax.net.ssl.trustStore=... -jar signalbox.jar`.

                **Answers.** Text on stdout, errors in a line or two on stderr, and one more for each problem of a refused config. With
                `--json` stdout holds one JSON document, also for an error: `{"error": {"exitCode", "message", "hint", "known"}}`.
                `watch --json` writes one document in each line. Attributes are named as the JMX beans name them, units included; what
                is unknown is `null`. Colour is used only on a terminal, and not where `NO_COLOR` is set.

                **Time.** No JVM can hang the console: each answer may take `--timeout`, then the exit code is 4. A switch that was sent
                may still have been thrown then; `status` tells.

                """);
        section(out, "##", "signalbox", root);
        root.getSubcommands().forEach((name, verb) -> section(out, "##", name, verb));
        return out.toString();
    }

    private static void section(StringBuilder out, String level, String title, CommandLine command) {
        StringWriter usage = new StringWriter();
        command.usage(new PrintWriter(usage), Ansi.OFF);
        out.append(level).append(' ').append(title).append("\n\n```text\n");
        out.append(usage.toString().stripTrailing().replaceAll("(?m) +$", "")).append("\n```\n\n");
    }
}
