package dev.signalbox.core.hardware;

/**
 * What the cgroup around this process allows and holds.
 *
 * @param memoryLimitMB the memory limit, in MB of 2^20 bytes; NaN where there is none
 * @param memoryUsedMB the memory charged to the cgroup, page cache included, in MB of 2^20 bytes; NaN where unknown
 * @param cpuLimit the CPU quota in cores; NaN where there is none
 */
public record ContainerReading(double memoryLimitMB, double memoryUsedMB, double cpuLimit) {
    /** Nothing was read. */
    public static final ContainerReading UNKNOWN = new ContainerReading(Double.NaN, Double.NaN, Double.NaN);
}
