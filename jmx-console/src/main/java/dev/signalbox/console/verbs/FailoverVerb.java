package dev.signalbox.console.verbs;

import dev.signalbox.console.ConsoleException;
import dev.signalbox.console.connect.Connection;
import dev.signalbox.console.connect.Lookup;
import dev.signalbox.console.connect.Nearest;
import dev.signalbox.console.output.Answer;
import dev.signalbox.core.control.RouteMXBean;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code failover}: sends a route's calls to another chain. */
@Command(
        name = "failover",
        description = "Sends a route's calls to a chain. The next call obeys.",
        footer = {
            "",
            "Examples:",
            "  signalbox failover chat small",
            "  signalbox failover chat small --for 5m --reason 'large answers slowly'"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the parameters before call()
public final class FailoverVerb extends TargetVerb {
    @Parameters(paramLabel = "ROUTE", description = "The route's name; see 'status'.")
    private String route;

    @Parameters(paramLabel = "CHAIN", description = "The chain its calls go to.")
    private String chain;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            defaultValue = "",
            description = "End by itself after this time, such as 30s, 5m or 1h; without it, 'failback' ends it.")
    private String duration;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "Why, for those who read the events later.")
    private String reason;

    @Override
    Answer ask(Connection connection) throws IOException {
        RouteMXBean before = new Lookup(connection).route(route);
        try {
            if (duration.isEmpty() && reason.isEmpty()) {
                before.failOver(chain);
            } else {
                before.failOver(chain, duration, reason);
            }
        } catch (ConsoleException e) {
            throw before.getChains().contains(chain) ? e : unknownChain(before.getChains(), e);
        }
        RouteMXBean after = new Lookup(connection).route(route);
        String left = RouteWords.left(after);
        String done = "route '" + route + "': calls go to chain '" + after.getForcedChain() + "'"
                + (left.isEmpty() ? " until 'failback " + route + "'" : " for " + left) + " (active before: '"
                + before.getActiveChain() + "')";
        return SwitchAnswer.of(connection, done, RouteMXBean.class, after);
    }

    /** The agent's own words, and the chains by distance from what was typed. */
    private ConsoleException unknownChain(List<String> chains, ConsoleException refusal) {
        List<String> nearest = Nearest.first(chain, chains);
        return ConsoleException.unknown(
                String.valueOf(refusal.getMessage()), "known: " + String.join(", ", nearest), nearest);
    }
}
