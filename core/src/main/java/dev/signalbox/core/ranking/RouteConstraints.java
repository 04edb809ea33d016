package dev.signalbox.core.ranking;

import dev.signalbox.core.config.AllocationPriority;
import dev.signalbox.core.config.RouteConfig;
import java.util.Map;

/**
 * What is asked of a chain: where it is known to break one of these, no call goes to it.
 *
 * @param maxLatencyMillis the longest that 95 % of its calls may take, in milliseconds; infinite for no limit
 * @param maxMemoryMB the most memory a call may take, in MB; infinite for no limit
 * @param priority how important the calls are; it decides on admission, and keeps no chain away
 * @param requiredCapabilities what the chain has to be able to do, and at least how well, 0 to 1
 */
public record RouteConstraints(
        double maxLatencyMillis,
        double maxMemoryMB,
        AllocationPriority priority,
        Map<String, Double> requiredCapabilities) {
    /** What a config asks. */
    public static RouteConstraints of(RouteConfig route) {
        long nanos = route.ranking().maxLatencyNanos();
        long kib = route.ranking().maxMemoryKiB();
        return new RouteConstraints(
                nanos == Long.MAX_VALUE ? Double.POSITIVE_INFINITY : nanos / 1e6,
                kib == Long.MAX_VALUE ? Double.POSITIVE_INFINITY : kib / 1024.0,
                route.wishes().priority(),
                route.ranking().capabilities());
    }
}
