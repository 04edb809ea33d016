package dev.signalbox.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Command lines that are wrong are said to be so before anything is contacted. */
class UsageTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "statsu | no verb 'statsu' | did you mean 'status'?",
                "failovr chat small | no verb 'failovr' | did you mean 'failover'?",
                "list --al | not understood: '--al' | did you mean '--all'?",
                "failover chat | CHAIN | signalbox failover --help",
                "status --pid one | '--pid' | --help",
                "status --pid 1 --main x | --pid | --help",
                "status --timeout soon | 'soon' is not a duration | --help",
                "status --pid 1 --user me | are for --url | attached to",
                "weigh small half | 'half' | --help",
                "eject | NODE | --help",
                "bypass maybe | maybe | --help",
                "watch --count 0 | --count 0 | 1 or more",
                "models 1 --pid 2 | the process id 1 and an option | one of PID, --pid",
                "models one | one | --help",
                "attach | PID | signalbox attach --help",
                "attach 1 --agent pom.xml | pom.xml is not the Signalbox agent | --agent",
                "attach 1 --agent nowhere.jar | there is no agent at | signalbox-agent.jar with --agent",
                "attach 1 | signalbox-agent.jar | --agent signalbox-agent.jar",
                "attach 1 --config nowhere.yaml | cannot read the config | is it there",
                "detach 1 --pid 2 | the process id 1 and an option | one of PID, --pid",
                "init --force | --force is for --output | --output",
                "init --output pom.xml | pom.xml is there already | --force",
                "'' | no verb given | --help",
            })
    void wrongCommandLinesAreExplainedInTwoLines(String line, String message, String hint) {
        Ran ran = Ran.of(line.isEmpty() ? new String[0] : line.split(" "));
        assertThat(ran.exitCode()).isEqualTo(ExitCodes.USAGE);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).startsWith("error: ").contains(message).contains(hint);
        assertThat(ran.err().lines()).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void withJsonErrorsAreJsonToo() {
        Ran ran = Ran.of("failovr", "--json");
        assertThat(ran.exitCode()).isEqualTo(ExitCodes.USAGE);
        assertThat(ran.err()).isEmpty();
        assertThat(ran.json().at("/error/exitCode").asInt()).isEqualTo(ExitCodes.USAGE);
        assertThat(ran.json().at("/error/hint").asText()).contains("'failover'");
    }

    @Test
    void everyVerbHasHelpWithAnExampleAndJson() {
        CommandLine root =
                SignalboxCommand.commandLine(new java.io.PrintWriter(System.out), new java.io.PrintWriter(System.err));
        assertThat(root.getSubcommands()).hasSize(24);
        for (String verb : root.getSubcommands().keySet()) {
            Ran ran = Ran.of(verb, "--help");
            assertThat(ran.exitCode()).isZero();
            assertThat(ran.out())
                    .contains("Example")
                    .contains("  signalbox " + verb)
                    .contains("--json");
        }
    }
}
