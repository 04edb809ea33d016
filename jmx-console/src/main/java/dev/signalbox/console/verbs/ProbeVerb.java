package dev.signalbox.console.verbs;

import dev.signalbox.console.connect.Connection;
import dev.signalbox.console.connect.Lookup;
import dev.signalbox.console.output.Answer;
import dev.signalbox.core.control.NodeMXBean;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code probe}: asks a node now whether it answers. */
@Command(
        name = "probe",
        description = {
            "Asks a node now whether it answers, by the call that the config names; 'watch --past' shows what came of it.",
            "Where the config names none, a node whose breaker is open is let have the next call."
        },
        footer = {"", "Example:", "  signalbox probe 'large#0'"})
@SuppressWarnings("NullAway.Init") // picocli sets the parameters before call()
public final class ProbeVerb extends TargetVerb {
    @Parameters(paramLabel = "NODE", description = "The node's name, such as large#0; see 'status'.")
    private String node;

    @Override
    Answer ask(Connection connection) throws IOException {
        String now = new Lookup(connection).node(node).probe();
        NodeMXBean after = new Lookup(connection).node(node);
        String done = "node '" + node + "': " + now + "; breaker: " + after.getBreaker() + ", last probe: "
                + (after.getLastProbe().isEmpty() ? "none yet" : after.getLastProbe());
        return SwitchAnswer.of(connection, done, NodeMXBean.class, after);
    }
}
