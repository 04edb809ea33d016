package dev.signalbox.core.control;

/**
 * One attempt in flight and what it was admitted to; NaN stands for what no level limits, or for no deadline.
 *
 * @param taskId unique among the tasks of this JVM
 * @param route its route; empty where it is only measured
 * @param node the node that has it
 * @param priority {@code critical}, {@code high}, {@code normal} or {@code low}
 * @param startTimeMillis when it began, in milliseconds since the Unix epoch
 * @param expectedDurationMillis the median latency of its node over the last 10 s, in milliseconds; NaN where there was none
 * @param memoryMB the memory it holds
 * @param cpuCores the processors it holds
 * @param gpuShare the share of a GPU it holds
 * @param gpuMemoryMB the memory of a GPU it holds
 * @param tokens the tokens reserved for it
 * @param maxMemoryMB the tightest limit on memory that it was admitted under
 * @param maxCpuCores the tightest limit on processors
 * @param maxTokensPerSecond the tightest limit on tokens a second
 * @param timeoutMillis what was left of its deadline when it was admitted, in milliseconds
 */
public record AllocationInfo(
        String taskId,
        String route,
        String node,
        String priority,
        long startTimeMillis,
        double expectedDurationMillis,
        double memoryMB,
        double cpuCores,
        double gpuShare,
        double gpuMemoryMB,
        double tokens,
        double maxMemoryMB,
        double maxCpuCores,
        double maxTokensPerSecond,
        double timeoutMillis) {}
