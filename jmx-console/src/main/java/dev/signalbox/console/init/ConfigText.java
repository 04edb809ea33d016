package dev.signalbox.console.init;

import dev.signalbox.console.init.ProposedRoute.Refused;
import dev.signalbox.console.output.Words;
import dev.signalbox.core.control.CallSiteInfo;
import dev.signalbox.core.control.InstanceInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A proposal as a commented {@code signalbox.yaml}. */
public final class ConfigText {
    /** As many replicas as a config allows. */
    private static final int MOST_NODES = 64;
    /** As many as {@code nodes: many} means where {@code max} says nothing. */
    private static final int NODES_OF_MANY = 16;

    private static final int MOST_REFUSED = 8;

    private final Seen seen;
    private final Proposal proposal;
    private final StringBuilder out = new StringBuilder();

    private ConfigText(Seen seen) {
        this.seen = seen;
        this.proposal = Proposal.of(seen);
    }

    /** The file's text. */
    public static String of(Seen seen) {
        ConfigText text = new ConfigText(seen);
        text.head();
        text.models();
        text.routes();
        text.leftOut();
        return text.out.toString();
    }

    private void line(String text) {
        out.append(text).append('\n');
    }

    private void remark(String indent, String text) {
        line(indent + "# " + Yaml.remark(text));
    }

    private void head() {
        int n = seen.instances().size();
        remark(
                "",
                "Proposed from " + n + " model " + (n == 1 ? "instance" : "instances") + " seen in " + seen.target());
        line("# Check it, then start the application with");
        line("#   java -javaagent:signalbox-agent.jar=config=signalbox.yaml -jar your-app.jar");
        line("# docs/configuration.md has every key.");
        if (!seen.configFile().isEmpty()) {
            remark(
                    "",
                    "That JVM was started with the config " + seen.configFile() + ", which this file does not repeat.");
        }
        line("");
        line("# Measure models without a route too? Otherwise their calls are left untouched.");
        line("observe: false");
    }

    private void models() {
        if (proposal.models().isEmpty()) {
            return;
        }
        line("");
        line("# Which live instances are meant, under names of your choice: those that fit all that a match says.");
        line("# A model is one instance; nodes: many makes replicas that answer alike of all that fit.");
        line((proposal.models().stream().anyMatch(ProposedModel::isUsable) ? "" : "# ") + "models:");
        proposal.models().forEach(this::model);
    }

    private void model(ProposedModel model) {
        for (InstanceInfo instance : model.kind().instances()) {
            remark("  ", words(instance));
        }
        model.remarks().forEach(remark -> remark("  ", remark));
        if (!model.isUsable()) {
            remark("  ", "Left out: " + model.trouble() + ".");
        }
        String indent = model.isUsable() ? "  " : "  # ";
        line(indent + Yaml.scalar(model.name()) + ":");
        line(indent + "  match: " + match(model));
        int n = model.kind().instances().size();
        if (model.isUsable() && n > 1) {
            line(indent + "  nodes: many # " + n
                    + " instances of one name and class; where they are no replicas, match each" + " by field");
            if (n > NODES_OF_MANY) {
                line(indent + "  max: " + Math.min(n, MOST_NODES));
            }
        }
    }

    private static String match(ProposedModel model) {
        Kind kind = model.kind();
        List<String> criteria = new ArrayList<>();
        criteria.add("library: " + Yaml.scalar(kind.library()));
        if (!kind.bean().isEmpty()) {
            criteria.add("bean: " + Yaml.scalar(kind.bean()));
        } else if (!kind.ownName().isEmpty()) {
            criteria.add("name: " + Yaml.scalar(kind.ownName()));
        }
        if (model.byType()) {
            criteria.add("type: " + Yaml.scalar(kind.className()));
        }
        return "{ " + String.join(", ", criteria) + " }";
    }

    private static String words(InstanceInfo i) {
        StringBuilder text = new StringBuilder(i.className());
        text.append(i.constructedAt().isEmpty() ? ", found by its first call" : ", made at " + i.constructedAt());
        text.append("; ").append(i.calls()).append(i.calls() == 1 ? " call" : " calls");
        if (!Double.isNaN(i.meanMillis())) {
            text.append(", mean ").append(Words.millis(i.meanMillis())).append(" ms");
        }
        if (!Double.isNaN(i.inputTokens()) && !Double.isNaN(i.outputTokens()) && i.calls() > 0) {
            text.append(String.format(Locale.ROOT, ", %.0f tokens in, %.0f out", i.inputTokens(), i.outputTokens()));
        }
        return text.toString();
    }

    private void routes() {
        if (proposal.routes().isEmpty()) {
            return;
        }
        line("");
        line(
                "# Which model a call is made on first, and which stand in for it, in that order, when it fails. A route is entered");
        line("# by calls on its primary; the application's calls on the others pass through.");
        line("routes:");
        proposal.routes().forEach(this::route);
    }

    private void route(ProposedRoute route) {
        line("  " + Yaml.scalar(route.name()) + ":");
        line("    call-sites: " + Yaml.list(route.callSites()));
        long calls = route.primary().kind().calls();
        line("    primary: " + Yaml.scalar(route.primary().name())
                + (calls == 0
                        ? " # nothing was called so far: put the one first that the application calls"
                        : " # the most called so far: " + calls));
        if (route.alternatives().isEmpty()) {
            alone(route.primary());
        } else {
            line("    alternatives: "
                    + Yaml.list(route.alternatives().stream()
                            .map(ProposedModel::name)
                            .toList()));
        }
        line("    # retry: { attempts: 2, backoff: 100ms, budget: 20% } # the same node once more first");
        List<Refused> refused = route.refused();
        for (Refused each : refused.subList(0, Math.min(refused.size(), MOST_REFUSED))) {
            remark("    ", each.model().name() + " cannot stand in for it: " + each.reason());
        }
        if (refused.size() > MOST_REFUSED) {
            line("    # nor can " + (refused.size() - MOST_REFUSED) + " others");
        }
    }

    private void alone(ProposedModel primary) {
        line("    # alternatives: [..] # none of the instances seen; create: makes one by a factory of yours");
        if (primary.kind().library().equals("langchain4j")) {
            remark(
                    "    ",
                    "A model { same-client-as: " + primary.name()
                            + ", request-name: .. } asks the same client for another model.");
        }
    }

    private void leftOut() {
        List<String> lines = new ArrayList<>();
        for (InstanceInfo own : proposal.own()) {
            lines.add(words(own) + ": of the call site " + String.join(", ", own.callSites())
                    + ", which the config in force defines; take it over from there.");
        }
        for (CallSiteInfo site : seen.callSites()) {
            if (!site.note().isEmpty()) {
                lines.add("Call site " + site.id() + ": " + site.note());
            }
        }
        line("");
        if (!lines.isEmpty()) {
            line("# Seen, and not routed by this file:");
            lines.forEach(text -> remark("", "- " + text));
        }
        line(
                "# Models of your own classes are seen once their method is named under call-sites; lambdas never, agents cannot see them.");
    }
}
