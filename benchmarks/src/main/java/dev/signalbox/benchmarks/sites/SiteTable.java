package dev.signalbox.benchmarks.sites;

import dev.signalbox.benchmarks.call.Cost;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** What each state adds to a call at each call site, in Markdown: one row per call site. */
final class SiteTable {
    private SiteTable() {}

    static String of(Map<State, Map<Site, Cost>> costs) {
        StringBuilder text = new StringBuilder(String.format(
                "JDK %s, %s, %d processors; medians of one run, 1 thread%n%n",
                System.getProperty("java.runtime.version"),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors()));
        StringBuilder rule = new StringBuilder("| --- |");
        text.append("| call |");
        for (State state : State.values()) {
            text.append(' ').append(state).append(" |");
            rule.append(" ---: |");
        }
        text.append(String.format("%n%s%n", rule));
        for (Site site : Site.values()) {
            Cost direct = cost(costs, State.DIRECT, site);
            text.append(
                    String.format(Locale.ROOT, "| %s | %.1f ns, %.0f B |", site, direct.medianNanos(), direct.bytes()));
            for (State state : State.values()) {
                if (state != State.DIRECT) {
                    text.append(' ')
                            .append(added(direct, cost(costs, state, site)))
                            .append(" |");
                }
            }
            text.append(String.format("%n"));
        }
        return text.toString();
    }

    /** Which calls the agent makes dearer than is due to the engine: by more than twice what it adds to the own call site's. */
    static List<String> dear(Map<State, Map<Site, Cost>> costs) {
        List<String> dear = new ArrayList<>();
        for (State state : List.of(State.ROUTED, State.REROUTED)) {
            double own = addedNanos(costs, state, Site.OWN);
            for (Site site : Site.values()) {
                double added = addedNanos(costs, state, site);
                if (added > 2 * own) {
                    dear.add(String.format(
                            Locale.ROOT, "%s, %s: adds %.1fx what the own call site's does", site, state, added / own));
                }
            }
        }
        return dear;
    }

    private static double addedNanos(Map<State, Map<Site, Cost>> costs, State state, Site site) {
        return cost(costs, state, site).medianNanos()
                - cost(costs, State.DIRECT, site).medianNanos();
    }

    /** What a state adds to a direct call. */
    private static String added(Cost direct, Cost cost) {
        return String.format(
                Locale.ROOT,
                "%.2fx, %+.1f ns, %+.0f B",
                cost.medianNanos() / direct.medianNanos(),
                cost.medianNanos() - direct.medianNanos(),
                cost.bytes() - direct.bytes());
    }

    private static Cost cost(Map<State, Map<Site, Cost>> costs, State state, Site site) {
        return Objects.requireNonNull(Objects.requireNonNull(costs.get(state)).get(site));
    }
}
