package dev.signalbox.core.config;

import java.util.List;

/**
 * When a route's chains and nodes are in trouble, and what is done about it.
 *
 * @param failOverWhen the conditions that take a chain out of use; any of them is enough
 * @param degrade the conditions with an action
 */
public record RecoveryConfig(List<Condition> failOverWhen, List<DegradeConfig> degrade) {
    /** Nothing is done but what failed calls do themselves. */
    public static final RecoveryConfig NONE = new RecoveryConfig(List.of(), List.of());
}
