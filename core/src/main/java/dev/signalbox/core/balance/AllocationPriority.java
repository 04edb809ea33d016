package dev.signalbox.core.balance;

/** How important a task is. No call can say so yet: all are normal. */
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
