package dev.signalbox.core.site;

/** The engine as the adapter of an {@link AsyncSite} sees it, for one call of an instrumented method. */
public interface AsyncCalls {
    /**
     * Begins a call and makes its first attempt, on the calling thread. A publisher's adapter begins one for each subscription.
     * Throws what the host's own code throws when it is told of a failure at once, which {@link AsyncSite#open} lets pass. Else only
     * where the JVM is in such trouble that no attempt can be made at all; then none was, and the body may run.
     *
     * @param attempts makes the attempts and tells the caller where all failed
     */
    AsyncCall begin(AsyncAttempts attempts);
}
