package dev.signalbox.console.verbs;

import dev.signalbox.console.connect.Durations;
import dev.signalbox.core.control.RouteMXBean;
import java.time.Duration;

/** What a route's switch is set to, in words. */
final class RouteWords {
    private RouteWords() {}

    /** {@code small, 4m 59s left}; empty where no chain is forced. */
    static String forced(RouteMXBean route) {
        String left = left(route);
        return route.getForcedChain() + (left.isEmpty() ? "" : ", " + left + " left");
    }

    /** {@code 30s, 2 missed}; empty where there is no deadline. */
    static String deadline(RouteMXBean route) {
        double seconds = route.getDeadlineSeconds();
        if (Double.isNaN(seconds)) {
            return "";
        }
        long missed = route.getMissedDeadlines();
        return Durations.words(Duration.ofMillis(Math.round(seconds * 1e3)))
                + (missed > 0 ? ", " + missed + " missed" : "");
    }

    /** {@code 4m 59s}; empty where a forced failover has no end, or there is none. */
    static String left(RouteMXBean route) {
        double seconds = route.getForcedSecondsLeft();
        return Double.isNaN(seconds) ? "" : Durations.words(Duration.ofSeconds(Math.round(seconds)));
    }
}
