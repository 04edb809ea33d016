package dev.signalbox.core.engine;

import dev.signalbox.core.control.DrillInfo;
import dev.signalbox.core.drill.Drill;
import dev.signalbox.core.model.Node;
import dev.signalbox.core.route.Plan;
import dev.signalbox.core.route.Route;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The drills under way. A drill ends with its time, with its node, and, unless it was forced, as soon as its node is the last one
 * that could answer a route's calls. The engine's lock guards it.
 */
final class Drills {
    private final Plans plans;
    private final Events events;
    private final List<Node> drilled = new ArrayList<>();

    Drills(Plans plans, Events events) {
        this.plans = plans;
        this.events = events;
    }

    /**
     * Begins a drill.
     *
     * @throws IllegalArgumentException where the node is drilled already, or is the last one of a route and the drill is not forced
     */
    void begin(Node node, Drill drill) {
        if (node.drill() != null) {
            throw new IllegalArgumentException("node '" + node.name() + "' is drilled already; end that drill first");
        }
        String last = drill.isForced() ? null : lastOf(node);
        if (last != null) {
            throw new IllegalArgumentException("node '" + node.name() + "' is the last healthy one of route '" + last
                    + "'; force the drill to have its callers see failures");
        }
        node.setDrill(drill);
        drilled.add(node);
    }

    /** Ends the drill on a node; false where there is none. */
    boolean end(Node node, String why) {
        Drill drill = node.drill();
        if (drill == null) {
            return false;
        }
        node.setDrill(null);
        drilled.remove(node);
        String what = drill.kind().word();
        events.note(
                Events.COMMAND, node.name(), what, "", "the drill ended: " + why + "; calls struck: " + drill.struck());
        return true;
    }

    /** Ends the drills whose time is over, whose nodes are gone, or which would now be seen. */
    void tick(long now) {
        for (Node node : List.copyOf(drilled)) {
            Drill drill = node.drill();
            if (drill == null || drill.leftNanos(now) == 0) {
                end(node, "its time is over");
            } else if (!node.isAlive() || !plans.topology().has(node)) {
                end(node, "the node is gone");
            } else if (!drill.isForced()) {
                String last = lastOf(node);
                if (last != null) {
                    node.breaker().forgive(); // else the drill would go on in its breaker
                    end(node, "the node became the last healthy one of route '" + last + "'");
                }
            }
        }
    }

    /** Ends all drills. */
    void endAll(String why) {
        List.copyOf(drilled).forEach(node -> end(node, why));
    }

    List<DrillInfo> list(long now) {
        List<DrillInfo> all = new ArrayList<>();
        for (Node node : drilled) {
            Drill drill = node.drill();
            if (drill != null) {
                all.add(new DrillInfo(
                        node.name(),
                        drill.kind().word(),
                        drill.share(),
                        drill.leftNanos(now) / 1e9,
                        drill.isForced(),
                        drill.struck()));
            }
        }
        return all;
    }

    /** The route whose plan has the node, and no other node that is fit to answer and not drilled itself; null where there is none. */
    private @Nullable String lastOf(Node node) {
        for (Route route : plans.topology().routes().values()) {
            Plan plan = route.plan();
            boolean here = false;
            boolean another = false;
            for (int i = 0; i < plan.size(); i++) {
                for (Node each : plan.step(i).nodes()) {
                    here |= each == node;
                    another |= each != node
                            && each.isAlive()
                            && each.drill() == null
                            && each.breaker().isClosed();
                }
            }
            if (here && !another) {
                return route.name();
            }
        }
        return null;
    }
}
