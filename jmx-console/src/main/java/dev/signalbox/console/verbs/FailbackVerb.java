package dev.signalbox.console.verbs;

import dev.signalbox.console.connect.Connection;
import dev.signalbox.console.connect.Lookup;
import dev.signalbox.console.output.Answer;
import dev.signalbox.core.control.RouteMXBean;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code failback}: ends a forced failover. */
@Command(
        name = "failback",
        description = "Ends a route's forced failover. The next call obeys.",
        footer = {"", "Example:", "  signalbox failback chat"})
@SuppressWarnings("NullAway.Init") // picocli sets the parameters before call()
public final class FailbackVerb extends TargetVerb {
    @Parameters(paramLabel = "ROUTE", description = "The route's name; see 'status'.")
    private String route;

    @Override
    Answer ask(Connection connection) throws IOException {
        RouteMXBean before = new Lookup(connection).route(route);
        before.failBack();
        RouteMXBean after = new Lookup(connection).route(route);
        String was = before.getForcedChain();
        String done = "route '" + route + "': "
                + (was.isEmpty() ? "no failover was forced" : "no longer forced to '" + was + "'") + "; active chain: '"
                + after.getActiveChain() + "'";
        return SwitchAnswer.of(connection, done, RouteMXBean.class, after);
    }
}
