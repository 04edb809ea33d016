package dev.signalbox.core.engine;

import dev.signalbox.core.config.DegradeConfig;
import dev.signalbox.core.config.DegradeConfig.Then;
import dev.signalbox.core.config.ModelConfig;
import dev.signalbox.core.model.Node;
import dev.signalbox.core.recovery.DegradationCondition;
import dev.signalbox.core.recovery.Incident;
import dev.signalbox.core.recovery.RecoveryStatus;
import dev.signalbox.core.recovery.RecoveryType;
import dev.signalbox.core.recovery.Scale;
import dev.signalbox.core.recovery.Severity;
import dev.signalbox.core.route.Chain;
import dev.signalbox.core.route.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Says how many nodes models should have: one more every 30 s while a condition is in force, one less whenever it has been over
 * for the idle time. Where nodes can be made here it has them made and taken away; elsewhere an autoscaler reads the number. The
 * engine's lock guards it.
 */
final class Scaler {
    private static final String KIND = "scale";
    private static final long GROW_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Conditions conditions;
    private final Incidents incidents;
    private final Leavers leavers;
    private final Map<String, Need> needs = new LinkedHashMap<>();

    Scaler(Conditions conditions, Incidents incidents, Leavers leavers) {
        this.conditions = conditions;
        this.incidents = incidents;
        this.leavers = leavers;
    }

    /** What the rules say of a model now. */
    private record Wish(ModelState model, DegradeConfig rule, boolean inForce) {}

    private static final class Need {
        private final ModelState model;
        /** How many nodes there were to begin with, and are to be in the end. */
        private final int base;

        private final boolean creatable;
        private int desired;
        private long grownNanos;
        private boolean grown;
        private boolean asked;
        private long inForceNanos;
        private DegradeConfig rule;

        Need(ModelState model, DegradeConfig rule, int live) {
            this.model = model;
            this.rule = rule;
            this.creatable = isCreatable(model.config());
            this.base = creatable ? 1 : live;
            this.desired = live;
        }

        String name() {
            return model.config().name();
        }
    }

    static boolean isCreatable(ModelConfig model) {
        return model.create() != null && model.many();
    }

    /** The most nodes a rule may ask for. */
    static int most(DegradeConfig rule, ModelConfig model) {
        int to = rule.to() == 0 ? model.max() : rule.to();
        return isCreatable(model) ? Math.min(to, model.max()) : to;
    }

    /** How many nodes each model that may be scaled should have. */
    Map<String, Integer> desired(Topology topology) {
        Map<String, Integer> all = new TreeMap<>();
        for (String name : wishes(topology).keySet()) {
            Need need = needs.get(name);
            all.put(name, need == null ? live(topology.of(name)).size() : need.desired);
        }
        return all;
    }

    /** Looks at all models; true where plans have to be made anew. */
    boolean tick(Topology topology, long now) {
        Map<String, Wish> wishes = wishes(topology);
        needs.values().removeIf(need -> {
            boolean gone = topology.models().get(need.name()) != need.model;
            if (gone) {
                incidents.end(key(need), RecoveryStatus.FAILED, "the model is no longer in the config as it was");
            }
            return gone;
        });
        wishes.forEach((name, wish) -> {
            if (wish.inForce() && !needs.containsKey(name)) {
                int live = live(wish.model().nodes()).size();
                if (live < most(wish.rule(), wish.model().config())) {
                    needs.put(name, new Need(wish.model(), wish.rule(), live));
                }
            }
        });
        boolean changed = false;
        for (Need need : List.copyOf(needs.values())) {
            Wish wish = wishes.get(need.name());
            if (wish != null) {
                need.rule = wish.rule();
            }
            if (wish != null && wish.inForce()) {
                need.inForceNanos = now;
                grow(need, now);
            } else {
                changed |= shrink(need, now);
            }
        }
        return changed;
    }

    private Map<String, Wish> wishes(Topology topology) {
        Map<String, Wish> wishes = new LinkedHashMap<>();
        for (Route route : topology.routes().values()) {
            for (DegradeConfig rule : route.config().recovery().degrade()) {
                for (Chain chain : rule.then() == Then.SCALE ? route.chains() : List.<Chain>of()) {
                    ModelState model = topology.models().get(chain.model());
                    if (model != null) {
                        boolean inForce = model.nodes().stream().anyMatch(n -> conditions.isInForce(rule, n));
                        // Of several rules one that is in force counts.
                        wishes.merge(
                                chain.model(),
                                new Wish(model, rule, inForce),
                                (a, b) -> a.inForce() || !b.inForce() ? a : b);
                    }
                }
            }
        }
        return wishes;
    }

    private void grow(Need need, long now) {
        int live = live(need.model.nodes()).size();
        answered(need, live);
        boolean reached = !need.creatable || need.desired <= live;
        boolean due = !need.grown || now - need.grownNanos >= GROW_NANOS;
        if (reached && due && need.desired < most(need.rule, need.model.config())) {
            need.grown = true;
            need.grownNanos = now;
            need.desired = (need.creatable ? live : need.desired) + 1;
            need.asked = need.creatable;
            note(
                    need,
                    need.creatable ? RecoveryStatus.IN_PROGRESS : RecoveryStatus.PENDING,
                    need.creatable
                            ? need.rule.when() + ": " + need.model.config().create() + " is to make another node"
                            : need.rule.when() + ": it should have " + need.desired
                                    + " nodes, which cannot be made here");
            if (need.creatable) {
                need.model.trouble("");
                need.model.wish(need.desired);
            }
        }
    }

    /** Whether what the factory was asked for has come, or will not. */
    private void answered(Need need, int live) {
        if (!need.asked) {
            return;
        }
        if (live >= need.desired) {
            need.asked = false;
            incidents.learn(need.name(), "scale", 1, 0);
            incidents.step(key(need), "it has " + live + " nodes now");
        } else if (!need.model.isMaking() && !need.model.trouble().isEmpty()) {
            need.asked = false;
            need.desired = Math.max(need.base, live);
            need.model.wish(need.desired);
            incidents.learn(need.name(), "scale", 0, 1);
            note(need, RecoveryStatus.PENDING, need.model.trouble());
        }
    }

    /** One node less where it has been over for long enough; true where plans have to be made anew. */
    private boolean shrink(Need need, long now) {
        List<Node> live = live(need.model.nodes());
        answered(need, live.size());
        if (now - need.inForceNanos < need.rule.idle().toNanos()) {
            return false;
        }
        need.inForceNanos = now;
        need.desired = Math.max(need.base, need.desired - 1);
        boolean changed = false;
        if (need.creatable) {
            need.model.wish(need.desired);
            if (live.size() > need.desired) {
                Node leaver = idlest(live);
                leavers.add(leaver, need.model.isOurs(leaver.instance()), now);
                incidents.step(key(need), leaver.name() + " is taken away");
                changed = true;
            }
        }
        int left = live.size() - (changed ? 1 : 0);
        boolean done = need.creatable ? left <= need.base && !need.model.isMaking() : need.desired <= need.base;
        if (done) {
            boolean failed = need.creatable && !need.model.trouble().isEmpty();
            if (failed) {
                need.model.trouble("");
            }
            incidents.end(
                    key(need),
                    failed ? RecoveryStatus.FAILED : RecoveryStatus.COMPLETED,
                    "over: it should have " + need.desired + " nodes again");
            needs.remove(need.name());
        }
        return changed;
    }

    /** The node with the fewest calls in flight, of these the newest. */
    private static Node idlest(List<Node> live) {
        Node idlest = live.get(live.size() - 1);
        for (int i = live.size() - 2; i >= 0; i--) {
            if (live.get(i).inFlight() < idlest.inFlight()) {
                idlest = live.get(i);
            }
        }
        return idlest;
    }

    private static List<Node> live(List<Node> nodes) {
        List<Node> live = new ArrayList<>(nodes);
        live.removeIf(n -> !n.isAlive() || n.isLeaving());
        return live;
    }

    private void note(Need need, RecoveryStatus status, String note) {
        Scale action = new Scale(
                List.of(new DegradationCondition(need.rule.when(), true)),
                most(need.rule, need.model.config()),
                need.rule.idle().toSeconds(),
                need.creatable);
        Incident known = incidents.journal().find(key(need));
        boolean same = known != null && known.status() == status;
        incidents.goesOn(
                key(need), RecoveryType.RESOURCE, need.name(), need.name(), action, status, Severity.LOW, note);
        if (same) {
            incidents.step(key(need), note);
        }
    }

    private static String key(Need need) {
        return Incidents.key(KIND, need.name());
    }
}
