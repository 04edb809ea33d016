package dev.signalbox.agent.link;

/** What a call site's gates do. */
public enum SiteState {
    /** No class that carries it was seen yet. */
    WAITING,
    /** Calls are measured. */
    OBSERVED,
    /** Calls are routed. */
    ROUTED,
    /** Calls pass a constant that does nothing. */
    OFF,
    /** The library does not fit: the gates do nothing. */
    DISABLED;

    /** The word shown to operators. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
