package dev.signalbox.agent.weave;

/**
 * What a gate is told about the place it stands in.
 *
 * @param method the index of the overload
 * @param parameters the instrumented method's erased parameter types as in source, separated by commas; empty where there
 *     are none
 */
record GatePoint(String siteId, int method, String parameters) {}
