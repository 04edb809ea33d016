package dev.signalbox.console.init;

import dev.signalbox.core.control.InstanceInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The models and routes that follow from what was seen.
 *
 * @param models one for each kind of instance, in the order in which they were seen
 * @param own instances of call sites that a config adds, which no proposal can name
 */
record Proposal(List<ProposedModel> models, List<ProposedRoute> routes, List<InstanceInfo> own) {
    static Proposal of(Seen seen) {
        List<Kind> kinds = new ArrayList<>();
        List<InstanceInfo> own = new ArrayList<>();
        for (InstanceInfo instance : seen.instances()) {
            if (instance.library().isEmpty()) {
                own.add(instance);
            } else {
                add(kinds, instance);
            }
        }
        UniqueNames names = new UniqueNames();
        List<ProposedModel> models = new ArrayList<>();
        for (Kind kind : kinds) {
            models.add(model(kind, kinds, names, seen));
        }
        return new Proposal(models, new RouteProposals(seen, models).list(), own);
    }

    private static void add(List<Kind> kinds, InstanceInfo instance) {
        Optional<Kind> known = kinds.stream().filter(k -> k.is(instance)).findFirst();
        if (known.isPresent()) {
            known.get().instances().add(instance);
        } else {
            kinds.add(new Kind(new ArrayList<>(List.of(instance))));
        }
    }

    private static ProposedModel model(Kind kind, List<Kind> kinds, UniqueNames names, Seen seen) {
        if (!kind.bean().isEmpty()) {
            return new ProposedModel(kind, names.of(kind.bean(), "model"), false, trouble(kind, seen), List.of());
        }
        String own = kind.ownName();
        String name = names.of(own.isEmpty() ? UniqueNames.simple(kind.className()) : own, "model");
        List<String> remarks = new ArrayList<>();
        List<Kind> namesakes = kinds.stream()
                .filter(k -> k != kind
                        && k.bean().isEmpty()
                        && k.library().equals(kind.library())
                        && k.ownName().equals(own))
                .toList();
        if (own.isEmpty()) {
            remarks.add("It has no name of its own, so its class is matched: narrow it by field, such as"
                    + " com.acme.App.MODEL, where more of this class may come.");
        }
        for (Kind namesake : namesakes) {
            if (!own.isEmpty()) {
                remarks.add("An instance of " + namesake.className() + " has the same name: where one wraps the other,"
                        + " they are one model, so use one of them only.");
            }
        }
        return new ProposedModel(
                kind, name, own.isEmpty() || !namesakes.isEmpty(), trouble(kind, seen), List.copyOf(remarks));
    }

    /** Instances that nothing tells apart are replicas, unless their library says otherwise. */
    private static String trouble(Kind kind, Seen seen) {
        InstanceInfo first = kind.first();
        for (InstanceInfo other : kind.instances().subList(1, kind.instances().size())) {
            String refusal = seen.refusal(first, other);
            if (!refusal.isEmpty()) {
                return (kind.bean().isEmpty() ? "library, name and class mean " : "the bean's name means ")
                        + kind.instances().size()
                        + " instances that do not answer alike (" + refusal
                        + "): give them names of their own, or match each by field, such as com.acme.App.MODEL";
            }
        }
        return "";
    }
}
