package dev.signalbox.benchmarks.overload;

import java.util.Locale;

/** How important a request is, and which share of the requests is so. */
enum Priority {
    CRITICAL(0.1),
    HIGH(0.2),
    NORMAL(0.4),
    LOW(0.3);

    /** The key of the MDC under which applications say it. */
    static final String KEY = "signalbox.priority";

    private final double share;

    Priority(double share) {
        this.share = share;
    }

    /** Of a number from 0 to 1 that is as likely as any other. */
    static Priority at(double place) {
        double left = place;
        for (Priority priority : values()) {
            left -= priority.share;
            if (left < 0) {
                return priority;
            }
        }
        return LOW;
    }

    /** As the application says it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
