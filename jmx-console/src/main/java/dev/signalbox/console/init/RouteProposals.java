package dev.signalbox.console.init;

import dev.signalbox.console.init.ProposedRoute.Refused;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Routes over models: the most called model is the primary of the first, with all that can stand in for it; the most called of
 * those that are left is the primary of the next.
 */
final class RouteProposals {
    private final Seen seen;
    private final List<ProposedModel> models;

    RouteProposals(Seen seen, List<ProposedModel> models) {
        this.seen = seen;
        this.models = models.stream()
                .filter(ProposedModel::isUsable)
                .sorted(Comparator.comparingLong((ProposedModel m) -> m.kind().calls())
                        .reversed())
                .toList();
    }

    List<ProposedRoute> list() {
        List<ProposedRoute> unnamed = new ArrayList<>();
        Set<ProposedModel> left = new LinkedHashSet<>(models);
        while (!left.isEmpty()) {
            ProposedModel primary = left.iterator().next();
            ProposedRoute route = route(primary, left);
            unnamed.add(route);
            left.remove(primary);
            route.alternatives().forEach(left::remove);
        }
        UniqueNames names = new UniqueNames();
        return unnamed.stream()
                .map(r -> new ProposedRoute(
                        names.of(name(r, unnamed), "route"), r.primary(), r.alternatives(), r.refused()))
                .toList();
    }

    private ProposedRoute route(ProposedModel primary, Set<ProposedModel> left) {
        List<ProposedModel> alternatives = new ArrayList<>();
        List<Refused> refused = new ArrayList<>();
        for (ProposedModel other : models) {
            if (other == primary || !meets(primary, other)) {
                continue;
            }
            String refusal = refusal(primary, other);
            if (!refusal.isEmpty()) {
                refused.add(new Refused(other, refusal));
            } else if (left.contains(other)) {
                alternatives.add(other);
            }
        }
        return new ProposedRoute("", primary, List.copyOf(alternatives), List.copyOf(refused));
    }

    private static boolean meets(ProposedModel one, ProposedModel other) {
        return one.kind().callSites().stream().anyMatch(other.kind().callSites()::contains);
    }

    private String refusal(ProposedModel primary, ProposedModel other) {
        for (String site : primary.kind().callSites()) {
            if (!other.kind().callSites().contains(site)) {
                return "it is not called through " + site;
            }
        }
        return seen.refusal(primary.kind().first(), other.kind().first());
    }

    /** {@code chat} of {@code langchain4j.chat}; the primary's name too where there are several routes of the call site. */
    private static String name(ProposedRoute route, List<ProposedRoute> all) {
        String last = last(route);
        return all.stream().filter(r -> last(r).equals(last)).count() == 1
                ? last
                : last + "-" + route.primary().name();
    }

    private static String last(ProposedRoute route) {
        String site = route.callSites().get(0);
        return site.substring(site.lastIndexOf('.') + 1);
    }
}
