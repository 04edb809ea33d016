package dev.signalbox.core.control;

/**
 * Whether one live model instance could stand in for another of its call site.
 *
 * @param node the instance whose calls would be answered, by its name among the agent's instances
 * @param substitute the instance that would answer them
 * @param verdict {@code compatible}, {@code incompatible}, or {@code unknown} where the library has not answered yet
 * @param reason why not, or why nobody knows; empty where it could
 */
public record SubstituteInfo(String node, String substitute, String verdict, String reason) {}
