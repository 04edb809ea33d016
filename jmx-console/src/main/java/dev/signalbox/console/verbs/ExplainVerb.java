package dev.signalbox.console.verbs;

import dev.signalbox.console.connect.Connection;
import dev.signalbox.console.connect.Lookup;
import dev.signalbox.console.output.Answer;
import dev.signalbox.console.output.Style;
import dev.signalbox.console.output.Words;
import dev.signalbox.core.control.RouteMXBean;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code explain}: why a route's chains rank as they do. */
@Command(
        name = "explain",
        description = "Tells why a route's chains rank as they do.",
        footer = {"", "Example:", "  signalbox explain chat"})
@SuppressWarnings("NullAway.Init") // picocli sets the parameters before call()
public final class ExplainVerb extends TargetVerb {
    @Parameters(paramLabel = "ROUTE", description = "The route's name; see 'status'.")
    private String route;

    @Override
    Answer ask(Connection connection) throws IOException {
        RouteMXBean bean = new Lookup(connection).route(route);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("target", connection.target());
        json.put("route", route);
        json.put("state", bean.getState());
        json.put("stateReason", bean.getStateReason());
        json.put("activeChain", bean.getActiveChain());
        json.put("planVersion", bean.getPlanVersion());
        json.put("explanation", bean.getExplanation());
        return Answer.ok(json, colour -> text(bean, colour));
    }

    private static String text(RouteMXBean route, boolean colour) {
        StringBuilder out = new StringBuilder();
        out.append(Style.BOLD.paint(Words.printable(route.getName()), colour)).append(" is ");
        out.append(Style.of(route.getState()).paint(route.getState(), colour)).append(": ");
        out.append(Words.printable(route.getStateReason())).append('\n');
        out.append("tried first: ");
        out.append(route.getActiveChain().isEmpty() ? "none" : Words.printable(route.getActiveChain()));
        out.append(" (plan ").append(route.getPlanVersion()).append(")\n");
        route.getExplanation()
                .forEach(line -> out.append("  ").append(Words.printable(line)).append('\n'));
        return out.toString();
    }
}
