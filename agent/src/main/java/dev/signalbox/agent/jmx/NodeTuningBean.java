package dev.signalbox.agent.jmx;

import dev.signalbox.core.control.NodeTuningMXBean;
import dev.signalbox.core.engine.Engine;
import dev.signalbox.core.model.Node;

/** What JMX may tune of a node. */
final class NodeTuningBean implements NodeTuningMXBean {
    private final Engine engine;
    private final Node node;

    NodeTuningBean(Engine engine, Node node) {
        this.engine = engine;
        this.node = node;
    }

    @Override
    public String getName() {
        return node.name();
    }

    @Override
    public double getWeight() {
        return node.weight();
    }

    @Override
    public void setWeight(double weight) {
        engine.operator(Caller.name()).weigh(node.name(), weight);
    }
}
