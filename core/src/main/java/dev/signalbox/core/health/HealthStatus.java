package dev.signalbox.core.health;

import java.util.Locale;

/** How well a node does. */
public enum HealthStatus {
    /** It answers. */
    HEALTHY,
    /** It answers, but too many attempts fail. */
    DEGRADED,
    /** It is not called but for probes. */
    FAILED;

    /** The word used in JMX and texts. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
