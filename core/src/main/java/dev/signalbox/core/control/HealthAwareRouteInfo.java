package dev.signalbox.core.control;

import java.util.List;

/**
 * A route with the health of its nodes, and what is armed against trouble.
 *
 * @param route the route's name
 * @param nodeHealth the judgements of its chains' nodes, in the order of the chains
 * @param degradationAction the action in force, else the first one armed: {@code rebalance}, {@code scale} or {@code failover};
 *     empty where none is
 * @param degradationParameters that action's parameters, in words
 * @param degradationInForce whether that action is in force
 * @param degradationConditions that action's conditions
 * @param failoverConditions what takes a chain out of use
 */
public record HealthAwareRouteInfo(
        String route,
        List<NodeHealthInfo> nodeHealth,
        String degradationAction,
        String degradationParameters,
        boolean degradationInForce,
        List<String> degradationConditions,
        List<String> failoverConditions) {}
