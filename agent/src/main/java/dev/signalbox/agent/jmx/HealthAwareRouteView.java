package dev.signalbox.agent.jmx;

import dev.signalbox.core.control.HealthAwareRouteInfo;
import dev.signalbox.core.engine.Engine;
import dev.signalbox.core.recovery.DegradationAction;
import dev.signalbox.core.recovery.DegradationCondition;
import dev.signalbox.core.recovery.FailoverCondition;
import dev.signalbox.core.route.HealthAwareRoute;
import java.util.List;

/** Turns a route with its nodes' health into what JMX shows. */
final class HealthAwareRouteView {
    private HealthAwareRouteView() {}

    static HealthAwareRouteInfo of(Engine engine, HealthAwareRoute route, long now) {
        DegradationAction response = route.degradationResponse();
        return new HealthAwareRouteInfo(
                route.route().name(),
                route.nodeHealth().stream()
                        .map(h -> HealthView.of(engine, h, now))
                        .toList(),
                response == null ? "" : response.word(),
                response == null ? "" : response.parameters(),
                route.inForce(),
                response == null
                        ? List.of()
                        : response.conditions().stream()
                                .map(DegradationCondition::toString)
                                .toList(),
                route.failoverConditions().stream()
                        .map(FailoverCondition::toString)
                        .toList());
    }
}
