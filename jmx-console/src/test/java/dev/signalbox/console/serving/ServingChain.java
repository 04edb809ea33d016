package dev.signalbox.console.serving;

import dev.signalbox.core.control.ChainMXBean;
import java.util.List;

/** A chain that can be switched off. */
final class ServingChain implements ChainMXBean {
    private final String route;
    private final String name;
    private final int rank;
    private volatile boolean enabled = true;

    ServingChain(String route, String name, int rank) {
        this.route = route;
        this.name = name;
        this.rank = rank;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public String getRoute() {
        return route;
    }

    @Override
    public int getRank() {
        return enabled ? rank : 0;
    }

    @Override
    public String getRefusal() {
        return enabled ? "" : "disabled by an operator";
    }

    @Override
    public List<String> getNodes() {
        return List.of(name + "#0");
    }

    @Override
    public long getAttempts() {
        return 1200;
    }

    @Override
    public long getFailures() {
        return 12;
    }

    @Override
    public long getServed() {
        return 1188;
    }

    @Override
    public boolean isEnabled() {
        return enabled;
    }

    @Override
    public void enable() {
        enabled = true;
    }

    @Override
    public void disable() {
        enabled = false;
    }
}
