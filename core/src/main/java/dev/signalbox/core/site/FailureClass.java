package dev.signalbox.core.site;

/** What a failure means for the call that met it and for the node that caused it. */
public enum FailureClass {
    /** A passing fault of the node (a 500, a time-out, a broken connection): retry, then the next chain. */
    TRANSIENT(true, true, true),
    /** The node has too much to do (a 429): the next chain; no retry on the node. */
    OVERLOAD(false, true, true),
    /** The node cannot answer for now, whoever asks (bad key, model not found): the next chain; no retry. */
    UNAVAILABLE(false, true, true),
    /** The node was cut off, because the call's deadline left it no more time: the next chain; no retry. */
    TIMEOUT(false, true, true),
    /** The request is too large for this model, or asks what it does not offer: the next chain; the node is not to blame. */
    TOO_LARGE(false, true, false),
    /** The model's fault or the caller's, nobody can tell (a null pointer in it): the next chain; nobody is blamed. */
    UNCLEAR(false, true, false),
    /** The caller's fault (a 400, a bad argument): no other chain would do better, and the node is not to blame. */
    CALLER(false, false, false),
    /** The call was given up (an interrupt, a cancel): nothing is done, nobody is to blame. */
    CANCELLED(false, false, false),
    /** The JVM is in trouble (out of memory, linkage): rethrown untouched, nobody is to blame. */
    FATAL(false, false, false);

    private final boolean retriable;
    private final boolean failsOver;
    private final boolean countsAgainstHealth;

    FailureClass(boolean retriable, boolean failsOver, boolean countsAgainstHealth) {
        this.retriable = retriable;
        this.failsOver = failsOver;
        this.countsAgainstHealth = countsAgainstHealth;
    }

    /** Whether the same node may be asked again. */
    public boolean retriable() {
        return retriable;
    }

    /** Whether the next chain is asked. */
    public boolean failsOver() {
        return failsOver;
    }

    /** Whether the failure counts against the node's health. */
    public boolean countsAgainstHealth() {
        return countsAgainstHealth;
    }

    /**
     * What every library has in common: the failures that are nobody's to handle, wherever in the cause chain they are.
     *
     * @return {@link #FATAL} or {@link #CANCELLED}, or null where the library has to say
     */
    public static @org.jspecify.annotations.Nullable FailureClass universal(Throwable failure) {
        int depth = 0;
        for (Throwable t = failure; t != null && depth < 32; t = t.getCause(), depth++) {
            if (t instanceof VirtualMachineError || t instanceof LinkageError) {
                return FATAL;
            }
            if (t instanceof InterruptedException || t instanceof java.util.concurrent.CancellationException) {
                return CANCELLED;
            }
        }
        return null;
    }
}
