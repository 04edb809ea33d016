package dev.signalbox.core.engine;

import dev.signalbox.core.admission.WaitRoom;
import dev.signalbox.core.config.Condition;
import dev.signalbox.core.config.DegradeConfig;
import dev.signalbox.core.config.RecoveryConfig;
import dev.signalbox.core.control.ConditionInfo;
import dev.signalbox.core.hardware.HardwareSnapshot;
import dev.signalbox.core.model.Node;
import dev.signalbox.core.recovery.ConditionTrack;
import dev.signalbox.core.route.Chain;
import dev.signalbox.core.route.Route;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Watches the conditions of all routes, each for each node it is about. The engine's lock guards it. */
final class Conditions {
    private record Key(Node node, Condition condition) {}

    private final Map<Key, ConditionTrack> tracks = new LinkedHashMap<>();
    private final Readings readings = new Readings();

    /** Looks at every metric that a condition compares. */
    void look(Topology topology, HardwareSnapshot hardware, long now) {
        Set<Key> wanted = new HashSet<>();
        for (Route route : topology.routes().values()) {
            RecoveryConfig recovery = route.config().recovery();
            for (Chain chain : route.chains()) {
                int waiting = waitingFor(chain.model(), topology);
                for (Node node : topology.of(chain.model())) {
                    recovery.failOverWhen().forEach(c -> look(new Key(node, c), waiting, wanted, hardware, now));
                    recovery.degrade().forEach(d -> look(new Key(node, d.when()), waiting, wanted, hardware, now));
                }
            }
        }
        tracks.keySet().retainAll(wanted);
    }

    /** How many calls wait in the routes that lead to a model. */
    private static int waitingFor(String model, Topology topology) {
        int waiting = 0;
        for (Route route : topology.routes().values()) {
            WaitRoom room = route.waitRoom();
            if (room != null && route.chains().stream().anyMatch(c -> c.model().equals(model))) {
                waiting += room.waiting();
            }
        }
        return waiting;
    }

    private void look(Key key, int waiting, Set<Key> wanted, HardwareSnapshot hardware, long now) {
        if (wanted.add(key)) {
            tracks.computeIfAbsent(key, k -> new ConditionTrack(k.condition()))
                    .look(now, readings.of(key.condition().metric(), key.node(), waiting, hardware, now));
        }
    }

    /** Whether a condition is in force for a node. */
    boolean isInForce(Condition condition, Node node) {
        ConditionTrack track = tracks.get(new Key(node, condition));
        return track != null && track.isInForce();
    }

    /** Whether a condition is in force for any node of a route. */
    boolean isInForce(Condition condition, Route route, Topology topology) {
        return route.chains().stream()
                .flatMap(c -> topology.of(c.model()).stream())
                .anyMatch(n -> isInForce(condition, n));
    }

    /** Whether a rule's condition is in force for a node. */
    boolean isInForce(DegradeConfig rule, Node node) {
        return isInForce(rule.when(), node);
    }

    /** What is watched, and how it stands. */
    List<ConditionInfo> list() {
        List<ConditionInfo> all = new ArrayList<>();
        tracks.forEach((key, track) -> all.add(new ConditionInfo(
                key.node().name(),
                key.condition().toString(),
                track.value(),
                track.isInForce(),
                track.turningNanos() / 1e9)));
        return all;
    }
}
