package dev.signalbox.core.control;

/**
 * What the next call of a model is expected to take.
 *
 * @param model the model's name
 * @param memoryMB memory, in MB of 2^20 bytes
 * @param cpuCores processors
 * @param gpuShare share of its GPU, 0-1
 * @param gpuMemoryMB memory of its GPU, in MB of 2^20 bytes
 * @param tokens the tokens that are reserved for it
 * @param memorySource what the memory rests on: assumed, configured, or measured
 * @param cpuSource what the processors rest on: assumed, configured, or measured
 * @param samples of how many calls was measured what they took
 */
public record EstimateInfo(
        String model,
        double memoryMB,
        double cpuCores,
        double gpuShare,
        double gpuMemoryMB,
        double tokens,
        String memorySource,
        String cpuSource,
        long samples) {}
