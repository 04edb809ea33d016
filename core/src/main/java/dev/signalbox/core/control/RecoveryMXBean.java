package dev.signalbox.core.control;

import java.util.List;
import java.util.Map;

/** What was in trouble, what was done about it, and how the conditions stand. */
@Description("Recovery: the incidents, what was done about each, and how the conditions of the config stand")
public interface RecoveryMXBean {
    @Description("The incidents that go on, and the last 256 that ended, in the order in which they began")
    List<RecoveryInfo> getIncidents();

    @Description("Incidents that go on now")
    int getOpenIncidents();

    @Description(
            "Incidents so far by severity: low (a retry or a move of calls made it good), medium (other nodes or chains"
                    + " answered), high (a caller was given an exception), critical (no chain was left)")
    Map<String, Long> getBySeverity();

    @Description("Incidents so far by status: pending, in_progress, completed, failed")
    Map<String, Long> getByStatus();

    @Description(
            value =
                    "How likely each action is to succeed, as learned, by route/action or model/action; outcomes count half"
                            + " after 10 minutes",
            unit = "0-1")
    Map<String, Double> getSuccessProbability();

    @Description("How many nodes each model should have that a route may scale, for an autoscaler to read")
    Map<String, Integer> getDesiredNodes();

    @Description("The conditions of the config, each as it stands for each node")
    List<ConditionInfo> getConditions();
}
