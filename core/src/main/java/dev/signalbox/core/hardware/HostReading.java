package dev.signalbox.core.hardware;

/**
 * What OSHI tells about the whole machine, containers or not.
 *
 * @param processor the processor's name, {@code unknown} where the machine does not tell
 * @param cores the logical processors that are online; NaN while unknown
 * @param cpu the busy share of all processors since the sample before, 0-1, where busy is everything but idle and waiting
 *     for input or output; NaN until two samples were taken
 * @param memoryMB the memory, in MB of 2^20 bytes; NaN while unknown
 * @param memoryAvailableMB what could be had without swapping, in MB of 2^20 bytes; NaN while unknown
 */
public record HostReading(String processor, double cores, double cpu, double memoryMB, double memoryAvailableMB) {
    /** Nothing was read. */
    public static final HostReading UNKNOWN =
            new HostReading("unknown", Double.NaN, Double.NaN, Double.NaN, Double.NaN);
}
