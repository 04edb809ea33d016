package dev.signalbox.core.recovery;

import java.util.List;

/**
 * A node's weight is lowered in steps, so that calls move to the other nodes of its model, and raised in steps once it is over.
 *
 * @param conditions when
 * @param floor the least factor on the node's own weight, 0.01 to 1
 * @param step by how much the factor changes at a time
 * @param everySeconds the time between two steps, in seconds
 */
public record Rebalance(List<DegradationCondition> conditions, double floor, double step, long everySeconds)
        implements DegradationAction {
    @Override
    public String word() {
        return "rebalance";
    }

    @Override
    public String parameters() {
        return "weight in steps of " + step + " every " + everySeconds + " s, down to " + floor;
    }
}
