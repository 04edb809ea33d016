package dev.signalbox.console.verbs;

import dev.signalbox.console.connect.Connection;
import dev.signalbox.console.connect.Lookup;
import dev.signalbox.console.connect.ObjectNames;
import dev.signalbox.console.output.Answer;
import dev.signalbox.console.output.Words;
import dev.signalbox.core.control.NodeMXBean;
import dev.signalbox.core.control.NodeTuningMXBean;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code weigh}: changes how much of its siblings' work a node is given. */
@Command(
        name = "weigh",
        description = "Changes how much of its siblings' work a node is given. The next call obeys.",
        footer = {"", "Examples:", "  signalbox weigh 'large#0' 0.5", "  signalbox weigh 'large#0' 1"})
@SuppressWarnings("NullAway.Init") // picocli sets the parameters before call()
public final class WeighVerb extends TargetVerb {
    @Parameters(index = "0", paramLabel = "NODE", description = "The node's name, such as large#0; see 'balance'.")
    private String node;

    @Parameters(
            index = "1",
            paramLabel = "WEIGHT",
            description = "From 0 to 100: 1 is as much as any, 0 is none while another one may be called.")
    private double weight;

    @Override
    Answer ask(Connection connection) throws IOException {
        NodeMXBean known = new Lookup(connection).node(node);
        NodeTuningMXBean before = new Lookup(connection).tuning(known);
        before.setWeight(weight);
        NodeTuningMXBean after = new Lookup(connection).tuning(known);
        String done = "node '" + node + "': weight " + Words.number(after.getWeight()) + " (before: "
                + Words.number(before.getWeight()) + ")"
                + (isAlone(connection, known)
                        ? "; it is the only node of model '" + known.getModel() + "', so that it changes nothing now"
                        : "");
        return SwitchAnswer.of(connection, done, NodeTuningMXBean.class, after);
    }

    private static boolean isAlone(Connection connection, NodeMXBean node) throws IOException {
        return connection.names(NodeMXBean.class).stream()
                        .filter(name -> ObjectNames.value(name, "model").equals(node.getModel()))
                        .count()
                == 1;
    }
}
