package dev.signalbox.core.engine;

import dev.signalbox.core.health.Ejected;
import dev.signalbox.core.health.Ejection;
import dev.signalbox.core.health.HealthPolicy;
import dev.signalbox.core.health.NodeHealth;
import dev.signalbox.core.health.Outliers;
import dev.signalbox.core.model.Node;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the nodes that do worse than their siblings out of service for a time, as long as enough others are left. The engine's
 * lock guards it.
 */
final class Ejections {
    private final HealthPolicy.Outlier policy = HealthPolicy.DEFAULT.outlier();
    private final Outliers outliers = new Outliers(HealthPolicy.DEFAULT);
    private final Events events;

    Ejections(Events events) {
        this.events = events;
    }

    /**
     * Compares the nodes of each model; after they were judged.
     *
     * @return whether the plans are to follow
     */
    boolean judge(Topology topology, long now) {
        boolean changed = false;
        for (ModelState model : topology.models().values()) {
            changed |= judge(model.nodes(), now);
        }
        return changed;
    }

    private boolean judge(List<Node> nodes, long now) {
        boolean changed = false;
        for (Node node : nodes) {
            changed |= end(node, now);
        }
        List<NodeHealth> comparable = nodes.stream()
                .filter(Ejections::isComparable)
                .map(n -> n.monitor().health())
                .toList();
        for (Node node : nodes) {
            NodeHealth own = node.monitor().health();
            Outliers.@Nullable Unlike unlike = isComparable(node)
                    ? outliers.compare(own, comparable, node.monitor().isUnlikeSiblings())
                    : null;
            node.monitor().unlikeSiblings(unlike == null ? "" : unlike.reason());
            if (unlike != null && node.monitor().ejection().mayBegin(now) && isAllowed(nodes, node)) {
                Ejected begun = node.monitor().ejection().begin(now, unlike.reason(), unlike.slow());
                node.monitor().reconsider();
                note(node, own, begun.inWords());
                changed = true;
            }
        }
        boolean panic = isPanic(nodes);
        for (Node node : nodes) {
            changed |= node.monitor().ejection().ignore(panic);
        }
        return changed;
    }

    private boolean end(Node node, long now) {
        Ejection ejection = node.monitor().ejection();
        Ejected before = ejection.inForce();
        if (!ejection.tick(now) || before == null) {
            return false;
        }
        returned(node, before, "its time is over");
        return true;
    }

    /** A node is back: what it did before it was ejected is not held against it. */
    void returned(Node node, Ejected before, String why) {
        node.monitor().forget();
        node.monitor().unlikeSiblings("");
        if (before.byOperator()) {
            events.note(Events.COMMAND, node.name(), "ejected", "serving", "the ejection ended: " + why);
        } else {
            note(node, node.monitor().health(), "the ejection ended: " + why); // the next judgement says what it is
        }
    }

    private void note(Node node, NodeHealth before, String reason) {
        String now = node.monitor().health().status().word();
        events.note(Events.HEALTH, node.name(), before.status().word(), now, reason);
    }

    private static boolean isComparable(Node node) {
        return isCallable(node) && node.breaker().isClosed();
    }

    /** Whether calls may go to a node; its breaker may still refuse them. */
    private static boolean isCallable(Node node) {
        return node.isAlive() && !node.isHeldBack() && node.monitor().ejection().inForce() == null;
    }

    /** Checked before a node is ejected, with it: a cap that is checked afterwards lets one node too many go. */
    private boolean isAllowed(List<Node> nodes, Node next) {
        int alive = 0;
        int out = 0;
        int left = 0;
        for (Node node : nodes) {
            if (node.isAlive()) {
                alive++;
                out += isCallable(node) ? 0 : 1;
                left += node != next && isComparable(node) ? 1 : 0;
            }
        }
        return left > 0 && (double) (out + 1) / alive <= policy.mostEjected();
    }

    private boolean isPanic(List<Node> nodes) {
        int inService = 0;
        int good = 0;
        for (Node node : nodes) {
            if (node.isAlive() && !node.isHeldBack()) {
                inService++;
                good += isComparable(node) ? 1 : 0;
            }
        }
        return good < policy.panicBelow() * inService;
    }
}
