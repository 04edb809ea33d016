package dev.signalbox.core.control;

/** What may be tuned of the limits on all routed calls of this JVM. */
@Description(
        "The limits on what all routed calls of this JVM may hold: NaN is no limit. The next call obeys, and those that wait")
public interface AllocationTuningMXBean extends LimitsMXBean {}
