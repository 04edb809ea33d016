package dev.signalbox.console.verbs;

import dev.signalbox.console.connect.BeanView;
import dev.signalbox.console.connect.Connection;
import dev.signalbox.console.output.Answer;
import dev.signalbox.console.output.Table;
import dev.signalbox.console.output.Words;
import dev.signalbox.core.control.AllocationMXBean;
import dev.signalbox.core.control.BudgetInfo;
import dev.signalbox.core.control.LimitInfo;
import dev.signalbox.core.control.PriorityInfo;
import dev.signalbox.core.control.RefusalInfo;
import dev.signalbox.core.control.WaitInfo;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code allocation}: what calls hold, wait for and are refused. */
@Command(
        name = "allocation",
        description = "Shows what calls hold of each limit, who waits for room, and what was refused and why.",
        footer = {"", "Examples:", "  signalbox allocation", "  signalbox allocation 4711 --json"})
public final class AllocationVerb extends PidVerb {
    @Override
    Answer ask(Connection connection) throws IOException {
        List<AllocationMXBean> beans = connection.beans(AllocationMXBean.class);
        return Answer.ok(
                Map.of(
                        "target",
                        connection.target(),
                        "allocation",
                        beans.stream()
                                .map(b -> BeanView.attributes(AllocationMXBean.class, b))
                                .toList()),
                colour -> beans.isEmpty() ? "The agent shows no allocation yet.\n" : text(beans.get(0), colour));
    }

    private static String text(AllocationMXBean bean, boolean colour) {
        StringBuilder text = new StringBuilder();
        if (!bean.getOverload().isEmpty()) {
            text.append("SHEDDING: ").append(bean.getOverload()).append("\n\n");
        }
        if (bean.getLimits().isEmpty() && bean.getBudgets().isEmpty()) {
            text.append("Nothing is limited: the config says no limits, and no allocation.\n");
        }
        if (!bean.getLimits().isEmpty()) {
            text.append(limits(bean.getLimits(), colour)).append('\n');
        }
        if (!bean.getBudgets().isEmpty()) {
            text.append(budgets(bean.getBudgets(), colour)).append('\n');
        }
        if (!bean.getWaiting().isEmpty()) {
            text.append(waiting(bean.getWaiting(), colour)).append('\n');
        }
        if (!bean.getRefusals().isEmpty()) {
            text.append(refusals(bean.getRefusals(), colour)).append('\n');
        }
        return text.append(priorities(bean.getPriorities(), colour)).toString();
    }

    private static String limits(List<LimitInfo> limits, boolean colour) {
        Table table = new Table("LEVEL", "OF", "HELD", "LIMIT", "FREE");
        for (LimitInfo l : limits) {
            table.row().text(l.level()).text(l.resource()).number(Words.amount(l.held()));
            table.number(Words.amount(l.limit())).number(Words.amount(l.free()));
        }
        return table.render(colour);
    }

    private static String budgets(List<BudgetInfo> budgets, boolean colour) {
        Table table = new Table("TOKENS OF", "A", "LIMIT", "NOW", "AVAILABLE", "REFILL /s");
        for (BudgetInfo b : budgets) {
            table.row().text(b.level()).text(b.period()).number(Words.amount(b.limit()));
            table.number(Words.amount(b.effectiveLimit())).number(Words.amount(b.available()));
            table.number(Words.amount(b.refillPerSecond()));
        }
        return table.render(colour);
    }

    private static String waiting(List<WaitInfo> rooms, boolean colour) {
        Table table = new Table(
                "ROUTE",
                "WAITING",
                "CRITICAL",
                "HIGH",
                "NORMAL",
                "LOW",
                "GRANTED",
                "EXPIRED",
                "EVICTED",
                "REFUSED",
                "MEAN ms");
        for (WaitInfo w : rooms) {
            table.row().text(w.route()).number(Words.count(w.critical() + w.high() + w.normal() + w.low()));
            table.number(Words.count(w.critical())).number(Words.count(w.high()));
            table.number(Words.count(w.normal())).number(Words.count(w.low()));
            table.number(Words.count(w.granted())).number(Words.count(w.expired()));
            table.number(Words.count(w.evicted())).number(Words.count(w.refused()));
            table.number(Words.millis(w.meanMillis()));
        }
        return table.render(colour);
    }

    private static String refusals(List<RefusalInfo> refusals, boolean colour) {
        Table table = new Table("REFUSED BY", "SHORT OF", "CRITICAL", "HIGH", "NORMAL", "LOW");
        for (RefusalInfo r : refusals) {
            table.row().text(r.level()).text(r.resource()).number(Words.count(r.critical()));
            table.number(Words.count(r.high())).number(Words.count(r.normal())).number(Words.count(r.low()));
        }
        return table.render(colour);
    }

    private static String priorities(List<PriorityInfo> priorities, boolean colour) {
        Table table = new Table("PRIORITY", "EXPECTED", "MAY FILL", "ADMITTED", "SHED");
        for (PriorityInfo p : priorities) {
            table.row().text(p.priority()).text(p.expected() ? "yes" : "no").number(Words.percent(p.ceiling()));
            table.number(Words.percent(p.admittedShare())).number(Words.count(p.shed()));
        }
        return table.render(colour);
    }
}
