package dev.signalbox.examples.harness;

/** Where a provider stands: each lane has one in each, and they fail apart. */
public enum Region {
    /** The one that the application asks. */
    EAST,
    /** The one that the application has a client for, and does not ask. */
    WEST
}
