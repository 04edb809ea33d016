package dev.signalbox.core.model;

import org.jspecify.annotations.Nullable;

/**
 * What an instance is in the topology in force.
 *
 * @param name its node's name, or a generated one
 * @param ownName the name its library tells, empty where there is none
 * @param node the node it is, or null where it belongs to no model
 * @param route the route that is entered by calling it, or null; the route package puts its own type here
 * @param observed whether its calls are measured where they are not routed
 * @param note why it is no node although it seems to match, or empty
 */
public record Binding(
        String name,
        String ownName,
        @Nullable Node node,
        @Nullable Object route,
        boolean observed,
        String note) {}
