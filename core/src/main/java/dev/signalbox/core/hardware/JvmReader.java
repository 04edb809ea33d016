package dev.signalbox.core.hardware;

import java.util.OptionalLong;

/** A way to ask the JVM about itself and its container; methods throw, with the reason, where they get no answer. */
interface JvmReader {
    /** The processors the JVM may use, its container's limits counted. */
    int availableCores();

    /** The CPU time this process has used since it started. */
    long processCpuNanos();

    /** The memory of the container, or of the machine where no limit is set. */
    long totalMemoryBytes();

    /** The part of it that is free. */
    long freeMemoryBytes();

    /** The heap in use. */
    long heapUsedBytes();

    /** What remained of the heap's old objects after they were last collected; empty before that. */
    OptionalLong heapAfterGcBytes();

    /** The most the heap may grow to. */
    long heapMaxBytes();
}
