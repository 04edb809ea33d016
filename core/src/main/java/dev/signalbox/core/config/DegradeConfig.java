package dev.signalbox.core.config;

import java.time.Duration;

/**
 * One element of a route's {@code degrade}: what is done about a node while a condition is in force for it.
 *
 * @param when the condition
 * @param then what is done
 * @param to the most nodes that {@code scale} asks for, 2 to 64; 0 for the model's own {@code max}
 * @param idle how long the condition has to be over before {@code scale} takes one node away again
 * @param floor the least share of its weight that {@code rebalance} leaves a node, 0.01 to 1
 */
public record DegradeConfig(Condition when, Then then, int to, Duration idle, double floor) {
    /** What {@code idle} is by default. */
    public static final Duration IDLE = Duration.ofMinutes(5);
    /** What {@code floor} is by default. */
    public static final double FLOOR = 0.1;

    /** What may be done. */
    public enum Then {
        /** Calls move to the other nodes of its model. */
        REBALANCE,
        /** Its model gets another node. */
        SCALE,
        /** Calls move to the other chains, where all nodes of its model are in this state. */
        FAILOVER
    }

    /** A rule with the defaults. */
    public DegradeConfig(Condition when, Then then) {
        this(when, then, 0, IDLE, FLOOR);
    }
}
