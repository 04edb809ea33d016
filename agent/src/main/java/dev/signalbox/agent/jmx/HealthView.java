package dev.signalbox.agent.jmx;

import dev.signalbox.core.control.NodeHealthInfo;
import dev.signalbox.core.engine.Engine;
import dev.signalbox.core.health.Ejected;
import dev.signalbox.core.health.NodeHealth;
import dev.signalbox.core.health.PerformanceMetrics;

/** A node's health as JMX shows it. */
final class HealthView {
    private HealthView() {}

    static NodeHealthInfo of(Engine engine, NodeHealth health, long now) {
        PerformanceMetrics performance = health.performance();
        Ejected ejected = health.ejected();
        return new NodeHealthInfo(
                health.nodeId(),
                health.status().word(),
                health.reason(),
                performance.responseTimeMillis(),
                performance.p95Millis(),
                performance.successRate(),
                performance.efficiency(),
                performance.errors(),
                health.errorRate(),
                health.calls(),
                health.baseline().p50Millis(),
                health.baseline().p95Millis(),
                health.baseline().inFlight(),
                ejected != null,
                ejected == null ? "" : ejected.inWords(),
                ejected == null ? Double.NaN : ejected.secondsLeft(now),
                Available.of(engine, health.nodeId(), now));
    }
}
