package dev.signalbox.console.verbs;

import dev.signalbox.console.connect.LocalJvms;
import dev.signalbox.console.connect.Probe;
import dev.signalbox.console.output.Answer;
import dev.signalbox.console.output.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code list}: the local JVMs that carry the agent. */
@Command(
        name = "list",
        description = {
            "Lists the JVMs of this user on this machine that carry the agent.",
            "In a JVM that shows a trace of the agent its local JMX connector is started, which listens on the loopback only."
        },
        footer = {"", "Examples:", "  signalbox list", "  signalbox list --all --json"})
public final class ListVerb extends Verb {
    @Option(names = "--all", description = "Also show the JVMs that were skipped, and why.")
    private boolean all;

    @Override
    public Integer call() {
        List<Probe> probes = new LocalJvms(timeout().bounded()).probe(jvm -> true);
        Answer answer = Answer.ok(json(probes), colour -> text(probes, colour));
        output().print(out(), answer);
        return answer.exitCode();
    }

    private Map<String, ?> json(List<Probe> probes) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("jvms", rows(probes, Probe.Carrying.class));
        if (all) {
            document.put("skipped", rows(probes, Probe.Skipped.class));
        }
        return document;
    }

    private static List<Map<String, ?>> rows(List<Probe> probes, Class<? extends Probe> kind) {
        return probes.stream()
                .filter(kind::isInstance)
                .<Map<String, ?>>map(ListVerb::row)
                .toList();
    }

    private static Map<String, ?> row(Probe probe) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("pid", probe.jvm().pid());
        row.put("main", probe.jvm().main());
        if (probe instanceof Probe.Carrying c) {
            row.put("version", c.version());
            row.put("state", c.state());
            row.put("routes", c.routes());
        } else if (probe instanceof Probe.Skipped s) {
            row.put("reason", s.reason());
        }
        return row;
    }

    private String text(List<Probe> probes, boolean colour) {
        Table found = new Table("PID", "MAIN", "AGENT", "STATE", "ROUTES");
        Table skipped = new Table("PID", "MAIN", "SKIPPED BECAUSE");
        for (Probe probe : probes) {
            if (probe instanceof Probe.Carrying c) {
                found.row().number(Objects.toString(c.jvm().pid())).text(c.jvm().main());
                found.text(c.version()).state(c.state()).text(String.join(", ", c.routes()));
            } else if (probe instanceof Probe.Skipped s) {
                skipped.row()
                        .number(Objects.toString(s.jvm().pid()))
                        .text(s.jvm().main());
                skipped.text(s.reason());
            }
        }
        String first = found.render(colour);
        String second = all ? skipped.render(colour) : "";
        String none =
                "No local JVM carries the agent." + (all ? "" : " 'list --all' shows the JVMs that were skipped.");
        return (first.isEmpty() ? none + "\n" : first) + (second.isEmpty() ? "" : "\n" + second);
    }
}
