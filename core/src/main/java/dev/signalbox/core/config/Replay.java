package dev.signalbox.core.config;

/** Whether a call that failed may be made again with the same arguments. */
public enum Replay {
    /** The arguments may be used again, at any time. */
    ARGS,
    /** The arguments may be used again, but only before the caller's own frame is left. */
    SAME_FRAME,
    /** The arguments are consumed: a call is made once. */
    NONE
}
