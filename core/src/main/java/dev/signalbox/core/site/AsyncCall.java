package dev.signalbox.core.site;

/** A call under way whose method may have returned already. Safe for use by many threads. */
public interface AsyncCall {
    /** The caller gave the call up: no attempt follows, and nobody is blamed. To reach the library is the adapter's task. */
    void cancelled();
}
