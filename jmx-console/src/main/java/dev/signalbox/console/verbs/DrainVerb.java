package dev.signalbox.console.verbs;

import dev.signalbox.console.connect.Connection;
import dev.signalbox.console.connect.Lookup;
import dev.signalbox.console.output.Answer;
import dev.signalbox.core.control.NodeMXBean;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code drain}: keeps new calls from a node. */
@Command(
        name = "drain",
        description = "Keeps new calls from a node; calls in flight end as they would. The next call obeys.",
        footer = {"", "Example:", "  signalbox drain 'large#0'"})
@SuppressWarnings("NullAway.Init") // picocli sets the parameters before call()
public final class DrainVerb extends TargetVerb {
    @Parameters(paramLabel = "NODE", description = "The node's name, such as large#0; see 'status'.")
    private String node;

    @Override
    Answer ask(Connection connection) throws IOException {
        new Lookup(connection).node(node).drain();
        NodeMXBean after = new Lookup(connection).node(node);
        String done = "node '" + node + "': drained, " + after.getInFlight() + " calls still in flight";
        return SwitchAnswer.of(connection, done, NodeMXBean.class, after);
    }
}
