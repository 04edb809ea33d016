package dev.signalbox.examples.harness;

/** What a caller is promised to see of a fault. */
public enum Effect {
    /** There is none: the primary's answer, and on the wire what was there without the agent. */
    ANSWERED,
    /** The alternative's answer, and no failure. */
    REPLACED,
    /** The same; and the primary, which said for how long it wants to be left alone, is left alone. */
    RESTED,
    /** What the application's caller would see without the agent, and nobody else is asked. */
    LEFT;

    /** Whether the alternative answers. */
    boolean isReplaced() {
        return this == REPLACED || this == RESTED;
    }
}
