package dev.signalbox.console.verbs;

import dev.signalbox.console.connect.Connection;
import dev.signalbox.console.output.Answer;
import dev.signalbox.console.output.Table;
import dev.signalbox.console.output.Words;
import dev.signalbox.core.control.InstanceInfo;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code models}: the model instances that live in the JVM. */
@Command(
        name = "models",
        description = "Lists the model instances the agent has found, those that no route uses included.",
        footer = {"", "Examples:", "  signalbox models", "  signalbox models 4711 --json"})
public final class ModelsVerb extends PidVerb {
    @Override
    Answer ask(Connection connection) {
        List<InstanceInfo> instances = connection.agent().getInstances();
        return Answer.ok(
                Map.of("target", connection.target(), "instances", instances), colour -> text(instances, colour));
    }

    private static String text(List<InstanceInfo> instances, boolean colour) {
        if (instances.isEmpty()) {
            return "The agent has seen no model instance yet; 'status' shows whether it is bypassed.\n";
        }
        Table table = new Table(
                "NODE",
                "STATE",
                "LIBRARY",
                "NAME",
                "BEAN",
                "CALLS",
                "MEAN ms",
                "P95 ms",
                "TOKENS IN",
                "TOKENS OUT",
                "CLASS",
                "MADE AT",
                "NOTE");
        for (InstanceInfo i : instances) {
            table.row().text(i.node()).state(i.state()).text(library(i)).text(i.name());
            table.text(i.beanName());
            table.number(Words.count(i.calls())).number(Words.millis(i.meanMillis()));
            table.number(Words.millis(i.p95Millis()));
            table.number(Words.count(i.inputTokens())).number(Words.count(i.outputTokens()));
            table.text(i.className());
            table.text(i.constructedAt().isEmpty() ? "found by its first call" : i.constructedAt());
            table.text(i.note());
        }
        return table.render(colour);
    }

    /** Those of a call site of the config belong to no library. */
    private static String library(InstanceInfo instance) {
        return instance.library().isEmpty() ? String.join(", ", instance.callSites()) : instance.library();
    }
}
