package dev.signalbox.core.health;

/**
 * What came of the last configured probe of a node.
 *
 * @param wallMillis when it ended, in milliseconds since 1970
 * @param good whether the node answered it
 * @param text what came of it, in words
 */
public record LastProbe(long wallMillis, boolean good, String text) {}
