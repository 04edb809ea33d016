package dev.signalbox.console.verbs;

import dev.signalbox.console.connect.BeanView;
import dev.signalbox.console.connect.Connection;
import dev.signalbox.console.output.Answer;
import dev.signalbox.core.control.AgentMXBean;
import dev.signalbox.core.control.ChainMXBean;
import dev.signalbox.core.control.HardwareMXBean;
import dev.signalbox.core.control.NodeMXBean;
import dev.signalbox.core.control.RecoveryMXBean;
import dev.signalbox.core.control.RouteMXBean;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** {@code status}: everything an operator looks at first. */
@Command(
        name = "status",
        description = "Shows the agent, its routes, chains and nodes, and the hardware.",
        footer = {
            "",
            "Examples:",
            "  signalbox status",
            "  signalbox status --main QuickstartServer --json",
            "  signalbox status --url serving-7:9010 --user monitor --password-file ~/.signalbox-password"
        })
public final class StatusVerb extends TargetVerb {
    @Override
    Answer ask(Connection connection) throws IOException {
        Status status = new Status(
                connection.target(),
                connection.agent(),
                connection.beans(RouteMXBean.class),
                connection.beans(ChainMXBean.class),
                connection.beans(NodeMXBean.class),
                connection.hardware(),
                connection.recovery());
        return Answer.ok(json(status), colour -> new StatusText(colour).of(status));
    }

    private static Map<String, @Nullable Object> json(Status status) {
        Map<String, @Nullable Object> agent = BeanView.attributes(AgentMXBean.class, status.agent());
        // Long lists that have verbs of their own: watch --past, models.
        agent.keySet().removeAll(List.of("events", "instances", "substitutes"));
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("target", status.target());
        document.put("agent", agent);
        document.put("routes", all(RouteMXBean.class, status.routes()));
        document.put("chains", all(ChainMXBean.class, status.chains()));
        document.put("nodes", all(NodeMXBean.class, status.nodes()));
        document.put(
                "hardware",
                status.hardware()
                        .map(h -> BeanView.attributes(HardwareMXBean.class, h))
                        .orElse(null));
        document.put(
                "openIncidents",
                status.recovery().map(RecoveryMXBean::getOpenIncidents).orElse(null));
        return document;
    }

    private static List<Map<String, @Nullable Object>> all(Class<?> type, List<?> beans) {
        return beans.stream().map(bean -> BeanView.attributes(type, bean)).toList();
    }
}
