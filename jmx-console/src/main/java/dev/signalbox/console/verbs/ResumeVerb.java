package dev.signalbox.console.verbs;

import dev.signalbox.console.connect.Connection;
import dev.signalbox.console.connect.Lookup;
import dev.signalbox.console.output.Answer;
import dev.signalbox.core.control.NodeMXBean;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code resume}: lets calls come to a node again that was drained or ejected. */
@Command(
        name = "resume",
        description = "Lets calls come to a drained or ejected node again. The next call obeys.",
        footer = {"", "Example:", "  signalbox resume 'large#0'"})
@SuppressWarnings("NullAway.Init") // picocli sets the parameters before call()
public final class ResumeVerb extends TargetVerb {
    @Parameters(paramLabel = "NODE", description = "The node's name, such as large#0; see 'status'.")
    private String node;

    @Override
    Answer ask(Connection connection) throws IOException {
        new Lookup(connection).node(node).resume();
        NodeMXBean after = new Lookup(connection).node(node);
        String done = "node '" + node + "': takes calls again; health: " + after.getHealth() + ", breaker: "
                + after.getBreaker();
        return SwitchAnswer.of(connection, done, NodeMXBean.class, after);
    }
}
