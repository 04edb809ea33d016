package dev.signalbox.core.config;

/**
 * What a route's calls may hold together, and whether they wait where that is taken.
 *
 * @param limits of all its chains together
 * @param waiting whether calls wait for room
 */
public record RouteAllocation(LimitsConfig limits, WaitConfig waiting) {
    /** No limit, and no waiting. */
    public static final RouteAllocation NONE = new RouteAllocation(LimitsConfig.NONE, WaitConfig.NONE);
}
