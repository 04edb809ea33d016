package dev.signalbox.core.admission;

/**
 * What a task holds. Nothing measures or grants this yet, so every number is NaN, which means unknown.
 *
 * @param memoryMB memory, in MB of 2^20 bytes
 * @param cpuCores processors
 * @param gpuShare share of a GPU, 0-1
 * @param tokens tokens reserved
 */
public record ResourceMap(double memoryMB, double cpuCores, double gpuShare, double tokens) {
    /** Nothing is known. */
    public static final ResourceMap UNKNOWN = new ResourceMap(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
}
