package dev.signalbox.agent.weave;

/** Who is told what weaving met. Called while the host loads classes: implementations only take a note. */
public interface SiteReports {
    /** A method or class that belongs to a call site was left alone. */
    void refused(String siteId, String reason);

    /** A method that belongs to a call site is synchronized. */
    void locked(String siteId, String method);

    /** Something is worth a line in the log. */
    void note(String line);

    /** Something of ours failed. */
    void failed(String where, Throwable failure);

    /** Called on the weaver thread now and then: the place to log what was noted. */
    void flush();
}
