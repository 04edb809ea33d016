package dev.signalbox.console.verbs;

import dev.signalbox.console.connect.Connection;
import dev.signalbox.console.connect.Lookup;
import dev.signalbox.console.output.Answer;
import dev.signalbox.core.control.ChainMXBean;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code disable}: keeps calls from a chain. */
@Command(
        name = "disable",
        description = "Keeps calls from a chain. The next call obeys.",
        footer = {"", "Example:", "  signalbox disable chat small"})
@SuppressWarnings("NullAway.Init") // picocli sets the parameters before call()
public final class DisableVerb extends TargetVerb {
    @Parameters(paramLabel = "ROUTE", description = "The route's name; see 'status'.")
    private String route;

    @Parameters(paramLabel = "CHAIN", description = "The chain's name.")
    private String chain;

    @Override
    Answer ask(Connection connection) throws IOException {
        new Lookup(connection).chain(route, chain).disable();
        ChainMXBean after = new Lookup(connection).chain(route, chain);
        String done = "chain '" + chain + "' of route '" + route + "': disabled";
        return SwitchAnswer.of(connection, done, ChainMXBean.class, after);
    }
}
