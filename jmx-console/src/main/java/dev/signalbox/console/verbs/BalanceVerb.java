package dev.signalbox.console.verbs;

import dev.signalbox.console.connect.BeanView;
import dev.signalbox.console.connect.Connection;
import dev.signalbox.console.output.Answer;
import dev.signalbox.console.output.Table;
import dev.signalbox.console.output.Words;
import dev.signalbox.core.control.BalanceMXBean;
import dev.signalbox.core.control.NodeLoadInfo;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code balance}: how work is spread over the nodes of each model. */
@Command(
        name = "balance",
        description = "Shows how work is spread over the nodes of each model, and how it goes.",
        footer = {"", "Examples:", "  signalbox balance", "  signalbox balance 4711 --json"})
public final class BalanceVerb extends PidVerb {
    @Override
    Answer ask(Connection connection) throws IOException {
        // The bean without a model is about all of them.
        List<BalanceMXBean> models = connection.beans(BalanceMXBean.class).stream()
                .filter(b -> !b.getModel().isEmpty())
                .toList();
        return Answer.ok(
                Map.of(
                        "target",
                        connection.target(),
                        "models",
                        models.stream()
                                .map(b -> BeanView.attributes(BalanceMXBean.class, b))
                                .toList()),
                colour -> text(models, colour));
    }

    private static String text(List<BalanceMXBean> models, boolean colour) {
        if (models.isEmpty()) {
            return "No model of the config has a node yet; 'models' lists the instances the agent has found.\n";
        }
        return models(models, colour) + "\n" + nodes(models, colour);
    }

    private static String models(List<BalanceMXBean> models, boolean colour) {
        Table table = new Table("MODEL", "STRATEGY", "SCORE", "NODES", "P50 ms", "P95 ms", "SUCCESS", "ERRORS");
        for (BalanceMXBean b : models) {
            table.row().text(b.getModel()).text(b.getStrategy());
            table.number(Words.number(b.getDistributionScore()))
                    .number(Words.count(b.getNodes().size()));
            table.number(Words.millis(b.getResponseTimeMillis())).number(Words.millis(b.getP95Millis()));
            table.number(Words.percent(b.getSuccessRate())).number(Words.count(b.getErrors()));
        }
        return table.render(colour);
    }

    private static String nodes(List<BalanceMXBean> models, boolean colour) {
        Table table = new Table(
                "MODEL",
                "NODE",
                "IN FLIGHT",
                "WEIGHT",
                "SHARE",
                "HEALTH",
                "CALLS 10 s",
                "ERRORS 10 s",
                "P50 ms",
                "NOTE");
        for (BalanceMXBean b : models) {
            for (NodeLoadInfo n : b.getNodes()) {
                table.row().text(n.model()).text(n.node()).number(Words.count(n.inFlight()));
                table.number(Words.number(n.weight())).number(Words.number(n.share()));
                table.state(n.health()).number(Words.count(n.calls()));
                table.number(Words.percent(n.errorRate())).number(Words.millis(n.responseTimeMillis()));
                table.text(n.health().equals("healthy") ? "" : n.healthReason());
            }
        }
        return table.render(colour);
    }
}
