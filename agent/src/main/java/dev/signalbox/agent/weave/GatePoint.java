package dev.signalbox.agent.weave;

/**
 * What a gate is told about the place it stands in.
 *
 * @param method the index of the overload
 * @param parameters the instrumented method's erased parameter types as in source, separated by commas; empty where there
 *     are none
 * @param locked whether the body runs under a monitor: it is synchronized
 */
record GatePoint(String siteId, int method, String parameters, boolean locked) {
    /** The kind of gate that stands here in the place of another. */
    String kind(String wanted) {
        return locked && wanted.equals(Gates.ENTER) ? Gates.ENTER_LOCKED : wanted;
    }
}
