package dev.signalbox.console.verbs;

import dev.signalbox.console.connect.Connection;
import dev.signalbox.console.connect.Lookup;
import dev.signalbox.console.output.Answer;
import dev.signalbox.core.control.ChainMXBean;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code enable}: lets a chain run again. */
@Command(
        name = "enable",
        description = "Lets a chain run again. The next call obeys.",
        footer = {"", "Example:", "  signalbox enable chat small"})
@SuppressWarnings("NullAway.Init") // picocli sets the parameters before call()
public final class EnableVerb extends TargetVerb {
    @Parameters(paramLabel = "ROUTE", description = "The route's name; see 'status'.")
    private String route;

    @Parameters(paramLabel = "CHAIN", description = "The chain's name.")
    private String chain;

    @Override
    Answer ask(Connection connection) throws IOException {
        new Lookup(connection).chain(route, chain).enable();
        ChainMXBean after = new Lookup(connection).chain(route, chain);
        String done = "chain '" + chain + "' of route '" + route + "': enabled"
                + (after.getRefusal().isEmpty() ? "" : ", but " + after.getRefusal());
        return SwitchAnswer.of(connection, done, ChainMXBean.class, after);
    }
}
