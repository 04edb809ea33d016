package dev.signalbox.core.admission;

import java.util.Locale;

/** What tells that more is done than can be done well. */
public enum OverloadSignal {
    /** How long calls wait for room on average, in milliseconds; the bound is that of DAGOR (WeChat, 2018). */
    QUEUE_WAIT("calls wait %.0f ms for room on average, more than %.0f ms", 1, 20, Double.NaN),
    /** The processors that the process keeps busy, over those that it may keep busy. */
    CPU("the process uses %.0f %% of the processors that it may use, more than %.0f %%", 100, 1, Double.NaN),
    /** What is left of the heap's use after a garbage collection, over the most that the heap may have. */
    HEAP("%.0f %% of the heap is in use after a garbage collection, more than %.0f %%", 100, 0.9, 0.97),
    /** The resident memory of the process, over the container's limit. */
    MEMORY("the process holds %.0f %% of the memory that its container may have, more than %.0f %%", 100, 0.9, 0.97),
    /** The memory of GPUs in use, over what may be used of it. */
    GPU_MEMORY("%.0f %% of the GPU memory that may be used is in use, more than %.0f %%", 100, 0.95, 0.99);

    private final String format;
    private final double factor;
    private final double most;
    private final double severe;

    OverloadSignal(String format, double factor, double most, double severe) {
        this.format = format;
        this.factor = factor;
        this.most = most;
        this.severe = severe;
    }

    /** Whether a value tells of overload; NaN tells nothing. */
    boolean isOverload(double value) {
        return value > most;
    }

    /** Whether a value leaves no time to cut by and by. */
    boolean isSevere(double value) {
        return value > severe;
    }

    /** What a value that tells of overload means, in words. */
    String text(double value) {
        return String.format(Locale.ROOT, format, value * factor, most * factor);
    }
}
