package dev.signalbox.console.serving;

import dev.signalbox.core.control.CapabilityAwareRouteInfo;
import dev.signalbox.core.control.HealthAwareRouteInfo;
import dev.signalbox.core.control.RouteMXBean;
import java.util.List;

/** A route over two chains, with the switch of the real one; {@code score} has a deadline. */
final class ServingRoute implements RouteMXBean {
    private final String name;
    private final List<String> chains;
    private final Journal journal;
    private volatile String forced = "";
    private volatile double secondsLeft = Double.NaN;

    ServingRoute(String name, List<String> chains, Journal journal) {
        this.name = name;
        this.chains = chains;
        this.journal = journal;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public String getState() {
        return "active";
    }

    @Override
    public String getStateReason() {
        return "its primary is there";
    }

    @Override
    public String getActiveChain() {
        return forced.isEmpty() ? chains.get(0) : forced;
    }

    @Override
    public List<String> getChains() {
        return chains;
    }

    @Override
    public List<String> getCallSites() {
        return List.of("langchain4j.chat");
    }

    @Override
    public String getForcedChain() {
        return forced;
    }

    @Override
    public double getForcedSecondsLeft() {
        return secondsLeft;
    }

    @Override
    public long getCalls() {
        return 1200;
    }

    @Override
    public long getCallerFailures() {
        return 0;
    }

    @Override
    public long getAttemptFailures() {
        return 12;
    }

    @Override
    public long getFailovers() {
        return 12;
    }

    @Override
    public long getRetries() {
        return 4;
    }

    @Override
    public long getRejected() {
        return 0;
    }

    @Override
    public double getDeadlineSeconds() {
        return name.equals("score") ? 2.5 : Double.NaN;
    }

    @Override
    public long getMissedDeadlines() {
        return name.equals("score") ? 2 : 0;
    }

    @Override
    public long getCutAttempts() {
        return 0;
    }

    @Override
    public double getP50Millis() {
        return 1.25;
    }

    @Override
    public double getP99Millis() {
        return Double.NaN;
    }

    @Override
    public long getPlanVersion() {
        return 7;
    }

    @Override
    public List<String> getExplanation() {
        return List.of("1. large: healthy, the primary", "2. small: healthy");
    }

    @Override
    public HealthAwareRouteInfo getHealthAwareRoute() {
        return new HealthAwareRouteInfo(getName(), List.of(), "", "", false, List.of(), List.of());
    }

    @Override
    public CapabilityAwareRouteInfo getCapabilityAwareRoute() {
        return new CapabilityAwareRouteInfo(
                getName(), "large", List.of("small"), "ordered", 3000, 2048, "normal", List.of(), List.of());
    }

    @Override
    public List<String> whatIf(double maxLatencyMillis, double maxMemoryMB, String capabilities) {
        return List.of();
    }

    @Override
    public void failOver(String chain) {
        failOver(chain, "", "");
    }

    @Override
    public void failOver(String chain, String duration, String reason) {
        if (!chains.contains(chain)) {
            throw new IllegalArgumentException("route '" + name + "' has no chain '" + chain + "'; it has " + chains);
        }
        if (!duration.matches("|\\d+[smh]")) {
            throw new IllegalArgumentException("'" + duration + "' is no duration; write 30s, 5m or 1h");
        }
        String from = getActiveChain();
        forced = chain;
        secondsLeft = duration.isEmpty() ? Double.NaN : 300;
        journal.add("failover", name, from, chain, reason);
    }

    @Override
    public void failBack() {
        String from = getActiveChain();
        forced = "";
        secondsLeft = Double.NaN;
        journal.add("failback", name, from, getActiveChain(), "by an operator");
    }
}
