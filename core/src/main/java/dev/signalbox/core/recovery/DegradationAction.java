package dev.signalbox.core.recovery;

import java.util.List;

/** What is done about a node or chain that is in trouble, while conditions are in force for it. */
public sealed interface DegradationAction extends RecoveryAction permits Failover, Rebalance, Scale {
    /** The conditions, any of which is enough. */
    List<DegradationCondition> conditions();
}
