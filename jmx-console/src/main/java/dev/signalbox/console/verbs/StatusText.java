package dev.signalbox.console.verbs;

import dev.signalbox.console.output.Style;
import dev.signalbox.console.output.Table;
import dev.signalbox.console.output.Words;
import dev.signalbox.core.control.AgentMXBean;
import dev.signalbox.core.control.ChainMXBean;
import dev.signalbox.core.control.GpuInfo;
import dev.signalbox.core.control.HardwareMXBean;
import dev.signalbox.core.control.NodeMXBean;
import dev.signalbox.core.control.RouteMXBean;
import java.util.Comparator;
import java.util.List;
import java.util.StringJoiner;

/** {@code status} for a person. */
final class StatusText {
    private final boolean colour;

    StatusText(boolean colour) {
        this.colour = colour;
    }

    String of(Status status) {
        StringJoiner parts = new StringJoiner("\n");
        parts.add(head(status));
        for (String table : List.of(
                routes(status.routes()), chains(status.routes(), status.chains()), nodes(status), gpus(status))) {
            if (!table.isEmpty()) {
                parts.add(table);
            }
        }
        return parts.toString();
    }

    private String head(Status status) {
        AgentMXBean agent = status.agent();
        StringBuilder out = new StringBuilder();
        out.append("JVM       ").append(Words.printable(status.target())).append('\n');
        out.append("agent     ").append(Style.of(agent.getState()).paint(agent.getState(), colour));
        out.append(", version ").append(Words.printable(agent.getVersion()));
        out.append(
                agent.getConfigFile().isEmpty() ? ", no config" : ", config " + Words.printable(agent.getConfigFile()));
        String errors = agent.getInternalErrors() + " internal errors";
        out.append(", ").append((agent.getInternalErrors() > 0 ? Style.BAD : Style.PLAIN).paint(errors, colour));
        status.recovery().ifPresent(r -> out.append(", ").append(incidents(r.getOpenIncidents())));
        out.append('\n');
        status.hardware()
                .ifPresent(h -> out.append("hardware  ").append(hardware(h)).append('\n'));
        notes(out, "problem   ", Style.BAD, agent.getConfigProblems());
        notes(out, "error     ", Style.BAD, agent.getLastInternalErrors());
        notes(out, "advice    ", Style.WARN, agent.getAdvice());
        return out.toString();
    }

    private String incidents(int open) {
        return (open > 0 ? Style.WARN : Style.PLAIN).paint(open + " open incidents", colour);
    }

    private void notes(StringBuilder out, String label, Style style, List<String> notes) {
        notes.forEach(note -> out.append(style.paint(label, colour))
                .append(Words.printable(note))
                .append('\n'));
    }

    private static String hardware(HardwareMXBean h) {
        String limit = Double.isNaN(h.getContainerMemoryLimitMB())
                ? ""
                : ", container " + Words.whole(h.getContainerMemoryUsedMB(), " of ")
                        + Words.whole(h.getContainerMemoryLimitMB(), " MB");
        return Words.printable(h.getProcessor()) + ": machine busy " + Words.percent(h.getHostCpu()) + " of "
                + Words.whole(h.getHostCores(), " cores") + ", process busy " + Words.percent(h.getProcessCpu())
                + " of "
                + h.getAvailableCores() + ", resident " + Words.whole(h.getProcessMemoryMB(), " MB") + ", heap "
                + Words.whole(h.getHeapUsedMB(), " of ") + Words.whole(h.getHeapMaxMB(), " MB") + ", after GC "
                + Words.whole(h.getHeapAfterGcMB(), " MB") + limit
                + ", machine has "
                + Words.whole(h.getHostMemoryAvailableMB(), " of ") + Words.whole(h.getHostMemoryMB(), " MB available");
    }

    private String routes(List<RouteMXBean> routes) {
        Table table = new Table(
                "ROUTE",
                "STATE",
                "ACTIVE",
                "FORCED",
                "CALLS",
                "CALLER FAILURES",
                "FAILOVERS",
                "P50 ms",
                "P99 ms",
                "DEADLINE",
                "NOTE");
        for (RouteMXBean r : routes) {
            table.row().text(r.getName()).state(r.getState()).text(r.getActiveChain());
            table.text(RouteWords.forced(r), r.getForcedChain().isEmpty() ? Style.PLAIN : Style.WARN);
            table.number(Words.count(r.getCalls()));
            table.number(Words.count(r.getCallerFailures()), r.getCallerFailures() > 0 ? Style.BAD : Style.PLAIN);
            table.number(Words.count(r.getFailovers()));
            table.number(Words.millis(r.getP50Millis())).number(Words.millis(r.getP99Millis()));
            table.text(RouteWords.deadline(r), r.getMissedDeadlines() > 0 ? Style.WARN : Style.PLAIN);
            table.text(r.getState().equals("active") ? "" : r.getStateReason());
        }
        return table.render(colour);
    }

    private String chains(List<RouteMXBean> routes, List<ChainMXBean> chains) {
        Table table = new Table(
                "ROUTE", "CHAIN", "RANK", "ENABLED", "ATTEMPTS", "FAILURES", "SERVED", "NODES", "REFUSED BECAUSE");
        for (RouteMXBean route : routes) {
            List<String> order = route.getChains();
            chains.stream()
                    .filter(c -> c.getRoute().equals(route.getName()))
                    .sorted(Comparator.comparingInt(c -> order.indexOf(c.getName())))
                    .forEach(c -> {
                        table.row().text(c.getRoute()).text(c.getName());
                        table.number(c.getRank() == 0 ? "-" : Words.count(c.getRank()));
                        table.text(c.isEnabled() ? "yes" : "no", c.isEnabled() ? Style.PLAIN : Style.WARN);
                        table.number(Words.count(c.getAttempts())).number(Words.count(c.getFailures()));
                        table.number(Words.count(c.getServed()));
                        table.text(String.join(", ", c.getNodes())).text(c.getRefusal(), Style.WARN);
                    });
        }
        return table.render(colour);
    }

    private String nodes(Status status) {
        Table table = new Table(
                "NODE",
                "HEALTH",
                "BREAKER",
                "SWITCH",
                "ERRORS 10 s",
                "IN FLIGHT",
                "CALLS",
                "FAILURES",
                "P95 ms",
                "NOTE");
        for (NodeMXBean n : status.nodes()) {
            table.row().text(n.getName()).state(n.getHealth()).text(breaker(n), Style.of(n.getBreaker()));
            String switches = NodeWords.switches(n, status.agent().getDrills());
            table.text(switches, NodeWords.style(switches));
            table.number(Words.percent(n.getErrorRate())).number(Words.count(n.getInFlight()));
            table.number(Words.count(n.getCalls())).number(Words.count(n.getFailures()));
            table.number(Words.millis(n.getP95Millis()));
            table.text(NodeWords.note(n));
        }
        return table.render(colour);
    }

    private String gpus(Status status) {
        Table table = new Table(
                "GPU", "NAME", "BUSY", "BY THIS JVM", "MEMORY MB", "USED MB", "BY THIS JVM MB", "CELSIUS", "WATTS");
        for (GpuInfo gpu : status.hardware().map(HardwareMXBean::getGpus).orElse(List.of())) {
            table.row().text(Words.count(gpu.index())).text(gpu.name());
            table.number(Words.percent(gpu.utilization())).number(Words.percent(gpu.processUtilization()));
            table.number(Words.whole(gpu.memoryMB(), "")).number(Words.whole(gpu.memoryUsedMB(), ""));
            table.number(Words.whole(gpu.processMemoryMB(), ""));
            table.number(Words.whole(gpu.temperatureCelsius(), "")).number(Words.whole(gpu.powerWatts(), ""));
        }
        return table.render(colour);
    }

    private static String breaker(NodeMXBean node) {
        double left = node.getBreakerSecondsLeft();
        return Double.isNaN(left) ? node.getBreaker() : node.getBreaker() + " " + Words.whole(left, "s");
    }
}
