package dev.signalbox.core.engine;

import dev.signalbox.core.balance.Balancer;
import dev.signalbox.core.config.ModelConfig;
import dev.signalbox.core.health.Ejected;
import dev.signalbox.core.model.Instance;
import dev.signalbox.core.model.Node;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.stream.Collectors;

/** One model of the config and its nodes. The engine's lock guards it. */
final class ModelState {
    private final ModelConfig config;
    private final List<Node> nodes = new ArrayList<>();
    private final Balancer balancer;
    private int numbered;
    private boolean making;
    private int wished = 1;
    /** The instances that a factory made for us. */
    private final Set<Instance> ours = Collections.newSetFromMap(new WeakHashMap<>());

    private String trouble = "";

    ModelState(ModelConfig config) {
        this.config = config;
        this.balancer = Balancer.of(config.balance().strategy());
    }

    ModelConfig config() {
        return config;
    }

    List<Node> nodes() {
        return nodes;
    }

    /** How its nodes are chosen. */
    Balancer balancer() {
        return balancer;
    }

    /** The next node's name: {@code large#0}. */
    String nextName() {
        return config.name() + "#" + numbered++;
    }

    boolean isFull() {
        return nodes.size() >= (config.many() ? config.max() : 1);
    }

    /** Whether it has fewer nodes than it should and nothing speaks against making one. */
    boolean isWanting() {
        return nodes.size() < wished && !isFull() && trouble.isEmpty() && !making;
    }

    /** Says how many nodes are to be made where a factory makes them; 1 unless it is scaled. */
    void wish(int count) {
        wished = count;
    }

    /** Notes that a factory made an instance for us, which nobody else has. */
    void made(Instance instance) {
        ours.add(instance);
    }

    /** Whether a factory made an instance for us. */
    boolean isOurs(Instance instance) {
        return ours.contains(instance);
    }

    /** Whether its factory is at work. */
    boolean isMaking() {
        return making;
    }

    void making(boolean atWork) {
        making = atWork;
    }

    /** Forgets nodes whose instances were collected; true where there was one. */
    boolean dropDead() {
        return nodes.removeIf(n -> !n.isAlive());
    }

    /** The instances of the nodes that an operator drained. */
    Set<Instance> drained() {
        return nodes.stream().filter(Node::isDrained).map(Node::instance).collect(Collectors.toSet());
    }

    /** What an operator ejected of its nodes, by their instances. */
    Map<Instance, Ejected> ejected() {
        Map<Instance, Ejected> ordered = new HashMap<>();
        for (Node node : nodes) {
            Ejected e = node.monitor().ejection().inForce();
            if (e != null && e.byOperator()) {
                ordered.put(node.instance(), e);
            }
        }
        return ordered;
    }

    /** Why it has no node although it should, or empty. */
    String trouble() {
        return trouble;
    }

    void trouble(String text) {
        trouble = text;
    }
}
