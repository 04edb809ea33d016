package dev.signalbox.agent.jmx;

import dev.signalbox.core.control.ChainMXBean;
import dev.signalbox.core.engine.Engine;
import dev.signalbox.core.model.Node;
import dev.signalbox.core.route.Chain;
import dev.signalbox.core.route.Route;
import java.util.List;

/** A chain as JMX shows it. */
final class ChainBean implements ChainMXBean {
    private final Engine engine;
    private final Route route;
    private final Chain chain;

    ChainBean(Engine engine, Route route, Chain chain) {
        this.engine = engine;
        this.route = route;
        this.chain = chain;
    }

    @Override
    public String getName() {
        return chain.name();
    }

    @Override
    public String getRoute() {
        return chain.route();
    }

    @Override
    public int getRank() {
        return Explanation.rank(route.plan(), chain);
    }

    @Override
    public String getRefusal() {
        return Explanation.refusal(route.plan(), chain);
    }

    @Override
    public List<String> getNodes() {
        return engine.nodes().stream()
                .filter(n -> n.model().equals(chain.model()))
                .map(Node::name)
                .toList();
    }

    @Override
    public long getAttempts() {
        return chain.attempts();
    }

    @Override
    public long getFailures() {
        return chain.failed();
    }

    @Override
    public long getServed() {
        return chain.served();
    }

    @Override
    public boolean isEnabled() {
        return chain.isEnabled();
    }

    @Override
    public void enable() {
        engine.operator(Caller.name()).enable(route.name(), chain.name(), true);
    }

    @Override
    public void disable() {
        engine.operator(Caller.name()).enable(route.name(), chain.name(), false);
    }
}
