package dev.signalbox.core.control;

/** What may be tuned of a model. */
@Description(
        "The limits on what calls of a model's nodes together may hold: NaN is no limit. The next call obeys, and those that wait")
public interface ModelTuningMXBean extends LimitsMXBean {}
