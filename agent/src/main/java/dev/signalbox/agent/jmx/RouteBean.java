package dev.signalbox.agent.jmx;

import dev.signalbox.core.control.CapabilityAwareRouteInfo;
import dev.signalbox.core.control.HealthAwareRouteInfo;
import dev.signalbox.core.control.RouteMXBean;
import dev.signalbox.core.engine.Engine;
import dev.signalbox.core.ranking.RouteConstraints;
import dev.signalbox.core.route.Chain;
import dev.signalbox.core.route.Forced;
import dev.signalbox.core.route.Route;
import dev.signalbox.core.time.TimeSource;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A route as JMX shows it, and the switch an operator throws. */
final class RouteBean implements RouteMXBean {
    private final Engine engine;
    private final Route route;
    private final TimeSource time;
    private final BooleanSupplier bypassed;

    RouteBean(Engine engine, Route route, TimeSource time, BooleanSupplier bypassed) {
        this.engine = engine;
        this.route = route;
        this.time = time;
        this.bypassed = bypassed;
    }

    @Override
    public String getName() {
        return route.name();
    }

    @Override
    public String getState() {
        if (bypassed.getAsBoolean()) {
            return "off";
        }
        return engine.isBound(route) ? "active" : "waiting";
    }

    @Override
    public String getStateReason() {
        String entry = route.config().entry();
        return switch (getState()) {
            case "off" -> "the agent is bypassed";
            case "active" -> "calls on an instance of model '" + entry + "' are routed";
            default ->
                "no instance of model '" + entry + "' is there"
                        + Explanation.refusalOfModel(route.plan(), entry)
                                .map(r -> ": " + r)
                                .orElse("");
        };
    }

    @Override
    public String getActiveChain() {
        return engine.activeChain(route);
    }

    @Override
    public List<String> getChains() {
        return route.chains().stream().map(Chain::name).toList();
    }

    @Override
    public List<String> getCallSites() {
        return route.config().callSites();
    }

    @Override
    public String getForcedChain() {
        Forced forced = inForce();
        return forced == null ? "" : forced.chain();
    }

    @Override
    public double getForcedSecondsLeft() {
        Forced forced = inForce();
        return forced == null || forced.endless() ? Double.NaN : (forced.endsNanos() - time.nanoTime()) / 1e9;
    }

    @Override
    public long getCalls() {
        return route.calls().total();
    }

    @Override
    public long getCallerFailures() {
        return route.callerFailures();
    }

    @Override
    public long getAttemptFailures() {
        return route.attemptFailures().sum();
    }

    @Override
    public long getFailovers() {
        return route.failovers().sum();
    }

    @Override
    public long getRetries() {
        return route.retries().sum();
    }

    @Override
    public long getRejected() {
        return route.rejected().sum();
    }

    @Override
    public double getDeadlineSeconds() {
        return route.deadlineNanos() == 0 ? Double.NaN : route.deadlineNanos() / 1e9;
    }

    @Override
    public long getMissedDeadlines() {
        return route.missedDeadlines().sum();
    }

    @Override
    public long getCutAttempts() {
        return route.cutAttempts().sum();
    }

    @Override
    public double getP50Millis() {
        return route.calls().latencies().quantileMillis(0.5);
    }

    @Override
    public double getP99Millis() {
        return route.calls().latencies().quantileMillis(0.99);
    }

    @Override
    public long getPlanVersion() {
        return route.plan().version();
    }

    @Override
    public List<String> getExplanation() {
        return Explanation.of(route, engine.decision(route), time.nanoTime());
    }

    @Override
    public CapabilityAwareRouteInfo getCapabilityAwareRoute() {
        return RankingView.of(engine.capabilities(route));
    }

    @Override
    public List<String> whatIf(double maxLatencyMillis, double maxMemoryMB, @Nullable String capabilities) {
        RouteConstraints constraints = new RouteConstraints(
                Arguments.most("maxLatencyMillis", maxLatencyMillis),
                Arguments.most("maxMemoryMB", maxMemoryMB),
                route.config().wishes().priority(),
                Arguments.levels("capabilities", capabilities));
        return RankingView.lines(engine.whatIf(route, constraints));
    }

    @Override
    public HealthAwareRouteInfo getHealthAwareRoute() {
        return HealthAwareRouteView.of(engine, engine.recoveries().describe(route), time.nanoTime());
    }

    @Override
    public void failOver(@Nullable String chain) {
        failOver(chain, "", "");
    }

    @Override
    public void failOver(@Nullable String chain, @Nullable String duration, @Nullable String reason) {
        // All are checked before anything is changed.
        String to = Arguments.name("chain", chain, getChains());
        long nanos = Arguments.nanos("duration", duration);
        String why = Arguments.reason("reason", reason);
        engine.operator(Caller.name()).failOver(route.name(), to, nanos, why);
    }

    @Override
    public void failBack() {
        engine.operator(Caller.name()).failBack(route.name());
    }

    /** The operator's failover, or null; one whose time is over ends with the control thread's next turn. */
    private @Nullable Forced inForce() {
        Forced forced = route.forced();
        return forced == null || forced.isOver(time.nanoTime()) ? null : forced;
    }
}
