package dev.signalbox.console.verbs;

import dev.signalbox.console.connect.Connection;
import dev.signalbox.console.output.Answer;
import dev.signalbox.core.control.AgentMXBean;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code bypass}: turns every call site into a no-op, or back. */
@Command(
        name = "bypass",
        description = "Takes the agent out of every call (on), or lets it route again (off). The next call obeys.",
        footer = {"", "Examples:", "  signalbox bypass on", "  signalbox bypass off"})
@SuppressWarnings("NullAway.Init") // picocli sets the parameters before call()
public final class BypassVerb extends TargetVerb {
    /** Whether the agent is to stay out of calls. */
    enum Switch {
        on,
        off
    }

    @Parameters(paramLabel = "on|off", description = "on: no call is routed or measured; off: as configured.")
    private Switch position;

    @Override
    Answer ask(Connection connection) {
        connection.agent().bypass(position == Switch.on);
        AgentMXBean after = connection.agent();
        String done = "bypass " + position + ": the agent is " + after.getState();
        return Answer.line(Map.of("target", connection.target(), "done", done, "state", after.getState()), done);
    }
}
