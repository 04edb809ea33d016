package dev.signalbox.console.verbs;

import dev.signalbox.console.connect.Connection;
import dev.signalbox.console.connect.Lookup;
import dev.signalbox.console.output.Answer;
import dev.signalbox.core.control.NodeMXBean;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code eject}: keeps calls from a node for a time. */
@Command(
        name = "eject",
        description = "Keeps calls from a node for a time, or until it is resumed. The next call obeys.",
        footer = {"", "Examples:", "  signalbox eject 'large#0' --for 5m", "  signalbox eject 'large#0'"})
@SuppressWarnings("NullAway.Init") // picocli sets the parameters before call()
public final class EjectVerb extends TargetVerb {
    @Parameters(paramLabel = "NODE", description = "The node's name, such as large#0; see 'status'.")
    private String node;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            defaultValue = "",
            description = "End by itself after this time, such as 30s, 5m or 1h; without it, 'resume' ends it.")
    private String duration;

    @Override
    Answer ask(Connection connection) throws IOException {
        new Lookup(connection).node(node).eject(duration);
        NodeMXBean after = new Lookup(connection).node(node);
        String left = NodeWords.ejectedFor(after);
        String done = "node '" + node + "': ejected "
                + (left.isEmpty() ? "until 'resume " + node + "'" : "for " + left) + ", " + after.getInFlight()
                + " calls still in flight";
        return SwitchAnswer.of(connection, done, NodeMXBean.class, after);
    }
}
