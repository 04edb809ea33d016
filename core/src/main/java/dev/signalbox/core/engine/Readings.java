package dev.signalbox.core.engine;

import dev.signalbox.core.config.Metric;
import dev.signalbox.core.hardware.HardwareSnapshot;
import dev.signalbox.core.health.NodeHealth;
import dev.signalbox.core.model.Node;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;

/** The values of metrics, as conditions see them; NaN where one cannot be told. The engine's lock guards it. */
final class Readings {
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final double STALE_MILLIS = TimeUnit.MINUTES.toMillis(3);

    private final Map<Node, Ended> ended = new WeakHashMap<>();

    /** How many attempts had ended at the last look at which there were more than before, and when that was. */
    private record Ended(long attempts, long nanos) {}

    double of(Metric metric, Node node, int waiting, HardwareSnapshot hardware, long now) {
        NodeHealth health = node.monitor().health();
        return switch (metric) {
            case ERROR_RATE -> health.errorRate();
            case SUCCESS_RATE -> health.performance().successRate();
            case EFFICIENCY -> health.performance().efficiency();
            case ERRORS ->
                health.calls() == 0 ? Double.NaN : health.performance().errors();
            case CONSECUTIVE_ERRORS ->
                isIdle(node, now) ? Double.NaN : node.breaker().consecutiveFailures();
            case CALLS -> health.calls();
            case IN_FLIGHT -> node.inFlight();
            case QUEUE -> waiting;
            case P50 -> health.performance().responseTimeMillis();
            case P95 -> health.performance().p95Millis();
            default -> ofMachine(metric, hardware.ageMillis(now) <= STALE_MILLIS ? hardware : HardwareSnapshot.NONE);
        };
    }

    /** Failures in a row are no news of a node that has not been called for a while: it would never be tried again. */
    private boolean isIdle(Node node, long now) {
        long attempts = node.meter().total();
        Ended last = ended.get(node);
        if (last == null || last.attempts() != attempts) {
            ended.put(node, new Ended(attempts, now));
            return attempts == 0;
        }
        return now - last.nanos() >= IDLE_NANOS;
    }

    private static double ofMachine(Metric metric, HardwareSnapshot hardware) {
        double machine = hardware.host().memoryMB();
        double limit = hardware.container().memoryLimitMB();
        return switch (metric) {
            case CPU -> hardware.process().cpu();
            case HOST_CPU -> hardware.host().cpu();
            case HEAP -> hardware.process().heapUsedMB() / hardware.process().heapMaxMB();
            case MEMORY -> hardware.process().memoryMB() / (Double.isNaN(limit) ? machine : limit);
            case HOST_MEMORY -> 1 - hardware.host().memoryAvailableMB() / machine;
            case GPU_MEMORY ->
                hardware.gpus().stream()
                        .mapToDouble(gpu -> gpu.memoryUsedMB() / gpu.memoryMB())
                        .filter(Double::isFinite)
                        .max()
                        .orElse(Double.NaN);
            default -> Double.NaN; // the node's own: read above
        };
    }
}
