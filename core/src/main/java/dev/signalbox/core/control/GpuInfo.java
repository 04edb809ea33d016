package dev.signalbox.core.control;

/**
 * What one GPU has and uses; what is unknown is NaN.
 *
 * @param index its place among the GPUs, from 0
 * @param name its product name, {@code unknown} where it does not tell
 * @param uuid what names this very card wherever it is plugged in; empty where unknown
 * @param memoryMB its memory, in MB of 2^20 bytes
 * @param memoryUsedMB the memory held by all processes and the driver, in MB of 2^20 bytes
 * @param utilization the share of the driver's last sampling period in which it computed anything, 0-1
 * @param processMemoryMB the memory that this process holds there, in MB of 2^20 bytes
 * @param processUtilization the share of its processors that this process used since the sample before, 0-1
 * @param temperatureCelsius its temperature, in degrees Celsius
 * @param powerWatts the power it draws, in watts
 */
public record GpuInfo(
        int index,
        String name,
        String uuid,
        double memoryMB,
        double memoryUsedMB,
        double utilization,
        double processMemoryMB,
        double processUtilization,
        double temperatureCelsius,
        double powerWatts) {}
