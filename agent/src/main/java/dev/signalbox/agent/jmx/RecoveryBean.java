package dev.signalbox.agent.jmx;

import dev.signalbox.core.control.ConditionInfo;
import dev.signalbox.core.control.RecoveryInfo;
import dev.signalbox.core.control.RecoveryMXBean;
import dev.signalbox.core.engine.Recoveries;
import dev.signalbox.core.recovery.ErrorRecovery;
import dev.signalbox.core.recovery.StateChange;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The incidents and conditions as JMX shows them. */
final class RecoveryBean implements RecoveryMXBean {
    private final Recoveries recoveries;

    RecoveryBean(Recoveries recoveries) {
        this.recoveries = recoveries;
    }

    @Override
    public List<RecoveryInfo> getIncidents() {
        return recoveries.incidents().stream().map(RecoveryBean::info).toList();
    }

    @Override
    public int getOpenIncidents() {
        return (int) recoveries.incidents().stream()
                .filter(i -> !i.status().isFinal())
                .count();
    }

    @Override
    public Map<String, Long> getBySeverity() {
        Map<String, Long> counts = new TreeMap<>();
        recoveries.bySeverity().forEach((severity, count) -> counts.put(severity.word(), count));
        return counts;
    }

    @Override
    public Map<String, Long> getByStatus() {
        Map<String, Long> counts = new TreeMap<>();
        recoveries.byStatus().forEach((status, count) -> counts.put(status.word(), count));
        return counts;
    }

    @Override
    public Map<String, Double> getSuccessProbability() {
        return recoveries.probabilities();
    }

    @Override
    public Map<String, Integer> getDesiredNodes() {
        return recoveries.desiredNodes();
    }

    @Override
    public List<ConditionInfo> getConditions() {
        return recoveries.conditions();
    }

    private static RecoveryInfo info(ErrorRecovery incident) {
        return new RecoveryInfo(
                incident.id(),
                incident.type().word(),
                incident.severity().word(),
                incident.status().word(),
                incident.subject(),
                incident.action().word(),
                incident.action().parameters(),
                incident.successProbability(),
                incident.beganMillis(),
                incident.last().timeMillis(),
                incident.tally().failures(),
                incident.tally().retries(),
                incident.tally().retried(),
                incident.tally().failedOver(),
                incident.tally().seen(),
                incident.tally().withoutChain(),
                incident.last().note(),
                incident.history().stream().map(RecoveryBean::words).toList());
    }

    private static String words(StateChange change) {
        return Instant.ofEpochMilli(change.timeMillis()) + " " + change.status().word() + ", "
                + change.severity().word() + ": " + change.note();
    }
}
