package dev.signalbox.core.config;

/** How important a call is. Declared from the most important to the least, so {@link #ordinal} is its rank. */
public enum AllocationPriority {
    /** Before everything else. */
    CRITICAL,
    /** Before what is normal. */
    HIGH,
    /** What nobody said anything of. */
    NORMAL,
    /** After everything else. */
    LOW
}
