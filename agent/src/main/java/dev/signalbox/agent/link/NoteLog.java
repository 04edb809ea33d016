package dev.signalbox.agent.link;

/** A log that can be written to while the host loads classes: notes are kept until it is safe to write them out. */
public interface NoteLog {
    /** Keeps a note; neither writes nor waits. */
    void note(String line);

    /** Writes what was kept. Not called while the host loads classes. */
    void flush();
}
