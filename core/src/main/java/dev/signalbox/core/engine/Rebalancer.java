package dev.signalbox.core.engine;

import dev.signalbox.core.config.Condition;
import dev.signalbox.core.config.DegradeConfig;
import dev.signalbox.core.config.DegradeConfig.Then;
import dev.signalbox.core.model.Node;
import dev.signalbox.core.recovery.DegradationCondition;
import dev.signalbox.core.recovery.Rebalance;
import dev.signalbox.core.recovery.RecoveryStatus;
import dev.signalbox.core.recovery.RecoveryType;
import dev.signalbox.core.recovery.Severity;
import dev.signalbox.core.route.Chain;
import dev.signalbox.core.route.Route;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Moves weight away from nodes for which a condition is in force, a quarter every 5 s, and back once it is over. Where no other
 * node of the model is well there is nobody to move it to, and it moves back. The engine's lock guards it.
 */
final class Rebalancer {
    private static final String KIND = "rebalance";
    private static final double STEP = 0.25;
    private static final long EVERY_SECONDS = 5;
    private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(EVERY_SECONDS);
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Conditions conditions;
    private final Incidents incidents;
    private final Map<Node, Move> moves = new HashMap<>();

    Rebalancer(Conditions conditions, Incidents incidents) {
        this.conditions = conditions;
        this.incidents = incidents;
    }

    /** What is asked of a node: the lowest floor, and why. */
    private record Wish(double floor, Condition condition) {}

    private static final class Move {
        private boolean stepped;
        private long steppedNanos;
        private long wishedNanos;
        /** Whether there was a node to move weight to, at the last step. */
        private boolean others;
        /** Whether weight was moved at all. */
        private boolean moved;

        boolean isDue(long now) {
            return !stepped || now - steppedNanos >= EVERY_NANOS;
        }

        void step(Node node, double next, long now) {
            stepped = true;
            steppedNanos = now;
            moved |= next < 1;
            node.setAutomaticWeight(next);
        }
    }

    static Rebalance action(List<DegradationCondition> when, double floor) {
        return new Rebalance(when, floor, STEP, EVERY_SECONDS);
    }

    void tick(Topology topology, long now) {
        Map<Node, Wish> wishes = wishes(topology);
        wishes.keySet().forEach(node -> moves.computeIfAbsent(node, n -> new Move()));
        if (moves.isEmpty()) {
            return;
        }
        moves.keySet().removeIf(node -> {
            boolean gone = !topology.has(node);
            if (gone) {
                node.setAutomaticWeight(1);
                incidents.end(Incidents.key(KIND, node.name()), RecoveryStatus.FAILED, "the node is gone");
            }
            return gone;
        });
        moves.entrySet().removeIf(e -> {
            Wish wish = wishes.get(e.getKey());
            if (wish == null) {
                return isOver(e.getKey(), e.getValue(), now);
            }
            goesOn(e.getKey(), e.getValue(), wish, wishes, topology, now);
            return false;
        });
    }

    private Map<Node, Wish> wishes(Topology topology) {
        Map<Node, Wish> wishes = new HashMap<>();
        for (Route route : topology.routes().values()) {
            for (DegradeConfig rule : route.config().recovery().degrade()) {
                if (rule.then() == Then.REBALANCE) {
                    for (Chain chain : route.chains()) {
                        for (Node node : topology.of(chain.model())) {
                            if (conditions.isInForce(rule, node)) {
                                Wish wish = new Wish(rule.floor(), rule.when());
                                wishes.merge(node, wish, (a, b) -> a.floor() <= b.floor() ? a : b);
                            }
                        }
                    }
                }
            }
        }
        return wishes;
    }

    private void goesOn(Node node, Move move, Wish wish, Map<Node, Wish> wishes, Topology topology, long now) {
        move.wishedNanos = now;
        if (move.isDue(now)) {
            move.others = hasOther(node, wishes, topology);
            double next = node.automaticWeight() + (move.others ? -STEP : STEP);
            move.step(node, move.others ? Math.max(wish.floor(), next) : Math.min(1, next), now);
        }
        boolean others = move.others;
        String note = others
                ? wish.condition() + ": its weight moves to the other nodes of '" + node.model() + "'"
                : wish.condition() + ", but no other node of '" + node.model() + "' is well: its weight stays";
        incidents.goesOn(
                Incidents.key(KIND, node.name()),
                RecoveryType.BALANCE,
                node.name(),
                node.model(),
                action(List.of(new DegradationCondition(wish.condition(), true)), wish.floor()),
                others ? RecoveryStatus.IN_PROGRESS : RecoveryStatus.PENDING,
                Severity.LOW,
                note);
    }

    private boolean isOver(Node node, Move move, long now) {
        if (node.automaticWeight() < 1) {
            if (move.isDue(now)) {
                move.step(node, Math.min(1, node.automaticWeight() + STEP), now);
            }
            return false;
        }
        if (now - move.wishedNanos < QUIET_NANOS) {
            return false;
        }
        incidents.learn(node.model(), "rebalance", move.moved ? 1 : 0, move.moved ? 0 : 1);
        incidents.end(
                Incidents.key(KIND, node.name()),
                move.moved ? RecoveryStatus.COMPLETED : RecoveryStatus.FAILED,
                move.moved
                        ? "it has its whole weight again"
                        : "over by itself: there was no other node to move weight to");
        return true;
    }

    private static boolean hasOther(Node node, Map<Node, Wish> wishes, Topology topology) {
        return topology.of(node.model()).stream()
                .anyMatch(n -> n != node
                        && !wishes.containsKey(n)
                        && n.isAlive()
                        && !n.isDrained()
                        && !n.isLeaving()
                        && n.breaker().isClosed());
    }
}
