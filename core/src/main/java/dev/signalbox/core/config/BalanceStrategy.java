package dev.signalbox.core.config;

/** How the node of a model is chosen for a call, where it has more than one. */
public enum BalanceStrategy {
    /** The fastest at its present load, of those that are not the fullest. */
    HOT_COLD,
    /** One after the other. */
    ROUND_ROBIN,
    /** Any. */
    RANDOM,
    /** The one with the fewest calls in flight. */
    LEAST_IN_FLIGHT,
    /** The one with fewer calls in flight, of any two. */
    P2C,
    /** The one with the lower average latency times calls in flight, of any two. */
    PEAK_EWMA;

    /** Its name in the config: {@code hot-cold}. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
