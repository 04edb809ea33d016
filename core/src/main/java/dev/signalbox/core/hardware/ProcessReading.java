package dev.signalbox.core.hardware;

/**
 * What this process may use and uses.
 *
 * @param availableCores the processors the JVM says it may use; a container's quota counts, rounded up by the JVM
 * @param cpu this process' CPU time since the sample before, over the time of those processors (or of the container's CPU
 *     limit where that is lower), 0-1; NaN until two samples were taken
 * @param memoryMB the resident memory, in MB of 2^20 bytes; NaN while unknown
 * @param heapUsedMB the heap in use, garbage that is not collected yet included, in MB of 2^20 bytes; NaN while unknown
 * @param heapMaxMB the most the heap may grow to, in MB of 2^20 bytes; NaN where it is not defined
 * @param heapAfterGcMB what remained of the heap's old objects after the last collection by a collector that works on them, in MB
 *     of 2^20 bytes; with G1 that is any collection, with Serial and Parallel a full one. NaN before the first
 */
public record ProcessReading(
        double availableCores, double cpu, double memoryMB, double heapUsedMB, double heapMaxMB, double heapAfterGcMB) {
    /** Nothing was read. */
    public static final ProcessReading UNKNOWN =
            new ProcessReading(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    /** A reading of a heap that was not collected yet. */
    public ProcessReading(double availableCores, double cpu, double memoryMB, double heapUsedMB, double heapMaxMB) {
        this(availableCores, cpu, memoryMB, heapUsedMB, heapMaxMB, Double.NaN);
    }
}
