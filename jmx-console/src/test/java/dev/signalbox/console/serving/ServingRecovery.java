package dev.signalbox.console.serving;

import dev.signalbox.core.control.ConditionInfo;
import dev.signalbox.core.control.RecoveryInfo;
import dev.signalbox.core.control.RecoveryMXBean;
import java.util.List;
import java.util.Map;

/** Four incidents in the order in which they began; the first and the third of them go on. */
final class ServingRecovery implements RecoveryMXBean {
    @Override
    public List<RecoveryInfo> getIncidents() {
        return List.of(
                incident(1, "high", "pending", "score", 2),
                incident(2, "medium", "completed", "chat", 0),
                incident(3, "low", "in_progress", "chat/large", 0),
                incident(4, "critical", "failed", "large#0", 0));
    }

    private static RecoveryInfo incident(long id, String severity, String status, String subject, long seen) {
        return new RecoveryInfo(
                id,
                "routing",
                severity,
                status,
                subject,
                "failover",
                subject.equals("chat/large") ? "out of use for 10s" : "",
                0.925,
                1_764_000_000_000L + id * 60_000,
                1_764_000_030_000L + id * 60_000,
                12,
                0,
                0,
                12 - seen,
                seen,
                0,
                "because of " + id,
                List.of("2025-11-24T16:01:00Z " + status + ", " + severity + ": it began"));
    }

    @Override
    public int getOpenIncidents() {
        return 2;
    }

    @Override
    public Map<String, Long> getBySeverity() {
        return Map.of("low", 1L, "medium", 1L, "high", 1L, "critical", 1L);
    }

    @Override
    public Map<String, Long> getByStatus() {
        return Map.of("pending", 1L, "in_progress", 1L, "completed", 1L, "failed", 1L);
    }

    @Override
    public Map<String, Double> getSuccessProbability() {
        return Map.of("chat/failover", 0.925);
    }

    @Override
    public Map<String, Integer> getDesiredNodes() {
        return Map.of("large", 3);
    }

    @Override
    public List<ConditionInfo> getConditions() {
        return List.of(new ConditionInfo("large#0", "p95 > 3s for 30s", Double.NaN, false, 0));
    }
}
