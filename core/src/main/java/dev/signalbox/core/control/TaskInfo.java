package dev.signalbox.core.control;

/**
 * One attempt in flight.
 *
 * @param taskId unique among the tasks of this JVM
 * @param node the node that has it
 * @param priority {@code normal}: no call can say otherwise yet
 * @param startTimeMillis when it began, in milliseconds since the Unix epoch
 * @param expectedDurationMillis the median latency of its node over the last 10 s, in milliseconds; NaN where there was none
 * @param memoryMB the memory it holds; NaN, for nothing measures that yet
 * @param cpuCores the processors it holds; NaN, for nothing measures that yet
 * @param gpuShare the share of a GPU it holds; NaN, for nothing measures that yet
 * @param tokens the tokens reserved for it; NaN, for nothing reserves any yet
 */
public record TaskInfo(
        String taskId,
        String node,
        String priority,
        long startTimeMillis,
        double expectedDurationMillis,
        double memoryMB,
        double cpuCores,
        double gpuShare,
        double tokens) {}
