package dev.signalbox.console.verbs;

import dev.signalbox.console.ConsoleException;
import dev.signalbox.console.connect.Connection;
import dev.signalbox.console.output.Answer;
import dev.signalbox.core.control.AgentMXBean;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code reload}: makes the agent read its config again. */
@Command(
        name = "reload",
        description = "Makes the agent read its config file again. A bad file leaves the config in force as it is.",
        footer = {"", "Example:", "  signalbox reload --main QuickstartServer"})
public final class ReloadVerb extends TargetVerb {
    @Override
    Answer ask(Connection connection) {
        List<String> problems = connection.agent().reload();
        if (!problems.isEmpty()) {
            throw ConsoleException.refused(
                    "the config was refused:\n" + String.join("\n", problems),
                    "the config in force before stays",
                    null);
        }
        AgentMXBean after = connection.agent();
        String done = "reloaded " + after.getConfigFile() + ": the agent is " + after.getState() + ", routes: "
                + String.join(", ", after.getRoutes());
        return Answer.line(
                Map.of(
                        "target",
                        connection.target(),
                        "done",
                        done,
                        "state",
                        after.getState(),
                        "routes",
                        after.getRoutes()),
                done);
    }
}
