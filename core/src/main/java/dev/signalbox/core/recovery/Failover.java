package dev.signalbox.core.recovery;

import java.util.List;

/**
 * Calls go to other nodes or chains: each failed call does this itself, and a chain for which conditions are in force is taken
 * out of use.
 *
 * @param conditions what takes a chain out of use; empty where only calls fail over
 * @param to the chain that is tried first instead, or empty where none may run
 * @param staySeconds how long at least a chain stays out of use, in seconds; NaN where only calls fail over
 */
public record Failover(List<DegradationCondition> conditions, String to, double staySeconds)
        implements DegradationAction {
    @Override
    public String word() {
        return "failover";
    }

    @Override
    public String parameters() {
        String chain = to.isEmpty() ? "no chain" : "chain '" + to + "'";
        return Double.isNaN(staySeconds)
                ? "to " + chain
                : "to " + chain + ", for at least " + (long) staySeconds + " s";
    }
}
