package dev.signalbox.console.verbs;

import dev.signalbox.console.ConsoleException;
import dev.signalbox.console.connect.Connection;
import dev.signalbox.console.connect.Lookup;
import dev.signalbox.console.output.Answer;
import dev.signalbox.core.control.AgentMXBean;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code drill}: injects trouble into calls, to see that nobody notices. */
@Command(
        name = "drill",
        description = {
            "Injects trouble into a share of the calls to a node, as if the node had it. The next call obeys.",
            "It ends by itself, is journaled, and is refused where the node is the last healthy one of a route."
        },
        footer = {
            "",
            "Examples:",
            "  signalbox drill large#0 error",
            "  signalbox drill large#0 latency --more 2s --share 0.3 --for 5m",
            "  signalbox drill large#0 end"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the parameters before call()
public final class DrillVerb extends TargetVerb {
    @Parameters(index = "0", paramLabel = "NODE", description = "The node's name; see 'status'.")
    private String node;

    @Parameters(
            index = "1",
            paramLabel = "KIND",
            description = "error, rate-limit, latency or hang; or 'end', which ends the node's drill.")
    private String kind;

    @Option(
            names = "--share",
            paramLabel = "SHARE",
            defaultValue = "1",
            description = "Of its calls that are struck, above 0 and up to 1. Default: ${DEFAULT-VALUE}.")
    private double share;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            defaultValue = "30s",
            description = "End by itself after this time, from 1s to 1h. Default: ${DEFAULT-VALUE}.")
    private String duration;

    @Option(
            names = "--more",
            paramLabel = "TIME",
            description = "How much longer calls take, with 'latency' only. Default: 1s.")
    private @Nullable String latency;

    @Option(
            names = "--force",
            description = "Strike the last healthy node of a route too, whose callers then see failures.")
    private boolean force;

    @Override
    public Integer call() {
        if (latency != null && !kind.equals("latency")) {
            throw ConsoleException.usage("--more means nothing with '" + kind + "'", "it goes with 'latency'");
        }
        return super.call();
    }

    @Override
    Answer ask(Connection connection) throws IOException {
        new Lookup(connection).node(node);
        AgentMXBean agent = connection.agent();
        boolean end = kind.equals("end");
        if (end) {
            agent.endDrill(node);
        } else {
            agent.drill(node, kind, share, duration, latency == null ? "" : latency, force);
        }
        String done = end
                ? "node '" + node + "': the drill has ended"
                : String.format(
                        Locale.ROOT,
                        "node '%s': %s in %.0f %% of its calls for %s; 'drill %s end' ends it",
                        node,
                        kind,
                        share * 100,
                        duration,
                        node);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("target", connection.target());
        json.put("done", done);
        json.put("drills", connection.agent().getDrills());
        return Answer.line(json, done);
    }
}
