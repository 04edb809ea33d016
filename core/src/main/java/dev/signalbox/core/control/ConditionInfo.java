package dev.signalbox.core.control;

/**
 * One condition as it stands for one node.
 *
 * @param node the node's name
 * @param condition the condition, as the config writes it
 * @param value the metric's value at the last look, in the metric's unit (milliseconds for a latency); NaN while unknown
 * @param inForce whether the condition is in force
 * @param turningSeconds for how long it has held without being in force yet, or has been over without having ended yet, in
 *     seconds
 */
public record ConditionInfo(String node, String condition, double value, boolean inForce, double turningSeconds) {}
