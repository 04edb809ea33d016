package dev.signalbox.core.route;

import dev.signalbox.core.health.NodeHealth;
import dev.signalbox.core.recovery.DegradationAction;
import dev.signalbox.core.recovery.FailoverCondition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A route with the health of its nodes, and what is armed against trouble.
 *
 * @param route the route
 * @param nodeHealth the judgements of its chains' nodes, in the order of the chains
 * @param degradationResponse the action in force, else the first one armed; null where none is
 * @param inForce whether that action is in force
 * @param failoverConditions what takes a chain out of use
 */
public record HealthAwareRoute(
        Route route,
        List<NodeHealth> nodeHealth,
        @Nullable DegradationAction degradationResponse,
        boolean inForce,
        List<FailoverCondition> failoverConditions) {}
