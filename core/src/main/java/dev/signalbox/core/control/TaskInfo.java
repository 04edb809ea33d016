package dev.signalbox.core.control;

/**
 * One attempt in flight.
 *
 * @param taskId unique among the tasks of this JVM
 * @param node the node that has it
 * @param priority {@code critical}, {@code high}, {@code normal} or {@code low}
 * @param startTimeMillis when it began, in milliseconds since the Unix epoch
 * @param expectedDurationMillis the median latency of its node over the last 10 s, in milliseconds; NaN where there was none
 * @param memoryMB the memory it holds; NaN where no level limits that
 * @param cpuCores the processors it holds; NaN where no level limits that
 * @param gpuShare the share of a GPU it holds; NaN where no level limits that
 * @param tokens the tokens reserved for it; NaN where no level limits them
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
