package dev.signalbox.console.verbs;

import dev.signalbox.console.ConsoleException;
import dev.signalbox.console.connect.BeanView;
import dev.signalbox.console.connect.Connection;
import dev.signalbox.console.output.Answer;
import dev.signalbox.console.output.Style;
import dev.signalbox.console.output.Table;
import dev.signalbox.console.output.Words;
import dev.signalbox.core.control.RecoveryInfo;
import dev.signalbox.core.control.RecoveryMXBean;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;

/** {@code recovery}: what was in trouble, and what was done about it. */
@Command(
        name = "recovery",
        description = {
            "Lists the incidents and what was done about each: those that go on first, then the newest first.",
            "With --json the conditions of the config too, each as it stands for each node."
        },
        footer = {"", "Examples:", "  signalbox recovery", "  signalbox recovery 4711 --json"})
public final class RecoveryVerb extends PidVerb {
    private static final Set<String> ENDED = Set.of("completed", "failed");
    private static final Comparator<RecoveryInfo> ORDER = Comparator.<RecoveryInfo, Boolean>comparing(
                    incident -> ENDED.contains(incident.status()))
            .thenComparing(RecoveryInfo::id, Comparator.reverseOrder());

    @Override
    Answer ask(Connection connection) {
        RecoveryMXBean bean = connection
                .recovery()
                .orElseThrow(() -> ConsoleException.refused(
                        connection.target() + " keeps no incidents", "its agent may be of another version", null));
        List<RecoveryInfo> incidents =
                bean.getIncidents().stream().sorted(ORDER).toList();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("target", connection.target());
        json.putAll(BeanView.attributes(RecoveryMXBean.class, bean));
        json.put("incidents", incidents);
        return Answer.ok(json, colour -> text(incidents, colour));
    }

    private static String text(List<RecoveryInfo> incidents, boolean colour) {
        if (incidents.isEmpty()) {
            return "There has been no incident.\n";
        }
        Table table = new Table(
                "ID",
                "STATUS",
                "SEVERITY",
                "TYPE",
                "SUBJECT",
                "ACTION",
                "P(SUCCESS)",
                "BEGAN",
                "CHANGED",
                "FAILURES",
                "SEEN",
                "REASON");
        for (RecoveryInfo i : incidents) {
            table.row().number(Words.count(i.id())).state(i.status());
            table.text(i.severity(), severity(i.severity())).text(i.type()).text(i.subject());
            table.text(i.parameters().isEmpty() ? i.action() : i.action() + ": " + i.parameters());
            table.number(Words.percent(i.successProbability()));
            table.text(Words.moment(i.beganMillis())).text(Words.moment(i.changedMillis()));
            table.number(Words.count(i.failures()));
            table.number(Words.count(i.seen()), i.seen() > 0 ? Style.BAD : Style.PLAIN);
            table.text(i.reason());
        }
        return table.render(colour);
    }

    private static Style severity(String word) {
        return switch (word) {
            case "medium" -> Style.WARN;
            case "high", "critical" -> Style.BAD;
            default -> Style.PLAIN;
        };
    }
}
