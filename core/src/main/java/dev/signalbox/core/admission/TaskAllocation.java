package dev.signalbox.core.admission;

import dev.signalbox.core.config.AllocationPriority;

/**
 * One attempt in flight: a task that a node has been given.
 *
 * @param taskId unique among the tasks of this JVM
 * @param resources what it holds
 * @param priority how important it is
 * @param startTimeMillis when it began, in milliseconds since the Unix epoch
 * @param expectedDurationMillis the median latency of its node over the last 10 s, in milliseconds; NaN where there was none
 */
public record TaskAllocation(
        String taskId,
        ResourceMap resources,
        AllocationPriority priority,
        long startTimeMillis,
        double expectedDurationMillis) {}
