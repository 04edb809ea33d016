package dev.signalbox.console.connect;

import dev.signalbox.console.ConsoleException;
import dev.signalbox.core.control.AgentMXBean;
import dev.signalbox.core.control.ChainMXBean;
import dev.signalbox.core.control.Names;
import dev.signalbox.core.control.NodeMXBean;
import dev.signalbox.core.control.NodeTuningMXBean;
import dev.signalbox.core.control.RouteMXBean;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import javax.management.ObjectName;

/** Beans by the names an operator types; one that is not known is answered with those that are, the nearest first. */
public final class Lookup {
    private final Connection connection;

    /** Looks there. */
    public Lookup(Connection connection) {
        this.connection = connection;
    }

    /** The route of this name. */
    public RouteMXBean route(String route) throws IOException {
        List<String> known = values(connection.names(RouteMXBean.class), "name");
        if (!known.contains(route)) {
            throw unknown("route", route, known);
        }
        return connection.bean(RouteMXBean.class, Names.route(route));
    }

    /** The chain of this name, of a route that is known. */
    public ChainMXBean chain(String route, String chain) throws IOException {
        List<String> known = route(route).getChains();
        if (!known.contains(chain)) {
            throw unknown("chain of route '" + route + "'", chain, known);
        }
        return connection.bean(ChainMXBean.class, Names.chain(route, chain));
    }

    /** The node of this name. */
    public NodeMXBean node(String node) throws IOException {
        List<ObjectName> names = connection.names(NodeMXBean.class);
        for (ObjectName name : names) {
            if (ObjectNames.value(name, "name").equals(node)) {
                return connection.bean(NodeMXBean.class, name);
            }
        }
        throw unknown("node", node, values(names, "name"));
    }

    /** What may be tuned of a node that is known. */
    public NodeTuningMXBean tuning(NodeMXBean node) {
        return connection.bean(NodeTuningMXBean.class, Names.nodeTuning(node.getModel(), node.getName()));
    }

    private static List<String> values(Collection<ObjectName> names, String key) {
        return names.stream().map(name -> ObjectNames.value(name, key)).toList();
    }

    private ConsoleException unknown(String what, String typed, List<String> known) {
        if (known.isEmpty()) {
            AgentMXBean agent = connection.agent();
            return ConsoleException.unknown(
                    "no " + what + " '" + typed + "': there is none in " + connection.target() + ", whose agent is "
                            + agent.getState(),
                    "routes and models come from the config; 'status' tells its problems",
                    known);
        }
        List<String> nearest = Nearest.first(typed, known);
        return ConsoleException.unknown(
                "no " + what + " '" + typed + "' in " + connection.target(),
                "known: " + String.join(", ", nearest),
                nearest);
    }
}
