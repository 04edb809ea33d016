package dev.signalbox.core.engine;

import dev.signalbox.core.config.ModelConfig;
import dev.signalbox.core.model.Node;
import java.util.ArrayList;
import java.util.List;

/** One model of the config and its nodes. The engine's lock guards it. */
final class ModelState {
    private final ModelConfig config;
    private final List<Node> nodes = new ArrayList<>();
    private int numbered;
    private String trouble = "";

    ModelState(ModelConfig config) {
        this.config = config;
    }

    ModelConfig config() {
        return config;
    }

    List<Node> nodes() {
        return nodes;
    }

    /** The next node's name: {@code large#0}. */
    String nextName() {
        return config.name() + "#" + numbered++;
    }

    boolean isFull() {
        return nodes.size() >= (config.many() ? config.max() : 1);
    }

    /** Whether it has no node and nothing speaks against making one. */
    boolean isWanting() {
        return nodes.isEmpty() && trouble.isEmpty();
    }

    /** Forgets nodes whose instances were collected; true where there was one. */
    boolean dropDead() {
        return nodes.removeIf(n -> !n.isAlive());
    }

    /** Why it has no node although it should, or empty. */
    String trouble() {
        return trouble;
    }

    void trouble(String text) {
        trouble = text;
    }
}
