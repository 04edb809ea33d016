package dev.signalbox.core.control;

/**
 * A drill under way: trouble that an operator has injected into calls.
 *
 * @param node the node whose calls are struck
 * @param kind error, rate-limit, latency or hang
 * @param share of its calls that are struck, 0 to 1
 * @param secondsLeft until it ends by itself
 * @param forced whether it goes on where the node is the last healthy one of a route
 * @param struck calls struck so far
 */
public record DrillInfo(String node, String kind, double share, double secondsLeft, boolean forced, long struck) {}
