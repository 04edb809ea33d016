package dev.signalbox.core.control;

import java.util.List;

/**
 * What a route asks of its chains, and what is known of each.
 *
 * @param route the route's name
 * @param primaryRoute the chain that the config names first
 * @param alternativeRoutes the others, in the order of the config
 * @param strategy how those rank that meet the constraints
 * @param maxLatencyMillis the longest that 95 % of a chain's calls may take, in ms; infinite for no limit
 * @param maxMemoryMB the most memory that a call may take; infinite for no limit
 * @param priority how important its calls are where nothing else is said
 * @param requiredCapabilities what a chain has to be able to do: {@code json >= 0.8}
 * @param chains what is known of each chain
 */
public record CapabilityAwareRouteInfo(
        String route,
        String primaryRoute,
        List<String> alternativeRoutes,
        String strategy,
        double maxLatencyMillis,
        double maxMemoryMB,
        String priority,
        List<String> requiredCapabilities,
        List<ChainOptionInfo> chains) {}
