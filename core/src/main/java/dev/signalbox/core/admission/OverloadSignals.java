package dev.signalbox.core.admission;

/**
 * What is known of the load right now. A number that is NaN is not known, and no sign of anything.
 *
 * @param queueWait how long calls have waited so far
 * @param cpu processors that the process keeps busy over those that it may keep busy; 1 is all of them
 * @param heap the heap in use after the last garbage collection over the most that it may have, 0-1
 * @param memory resident memory over the container's limit, 0-1
 * @param gpuMemory GPU memory in use over what may be used, 0-1
 * @param sampledNanos the monotonic time at which all but the waits was measured
 * @param intervalNanos how often it is measured, in nanoseconds
 */
public record OverloadSignals(
        QueueWait queueWait,
        double cpu,
        double heap,
        double memory,
        double gpuMemory,
        long sampledNanos,
        long intervalNanos) {

    /** The value of a signal of the machine; NaN where the sample is older than two intervals. */
    double value(OverloadSignal signal, long now) {
        if (now - sampledNanos > 2 * intervalNanos) {
            return Double.NaN;
        }
        return switch (signal) {
            case CPU -> cpu;
            case HEAP -> heap;
            case MEMORY -> memory;
            case GPU_MEMORY -> gpuMemory;
            case QUEUE_WAIT -> Double.NaN;
        };
    }
}
