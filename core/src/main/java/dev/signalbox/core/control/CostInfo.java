package dev.signalbox.core.control;

/**
 * What a call of a node takes, as far as it is known; NaN where it is unknown, never 0.
 *
 * @param memoryMB 95th percentile of what calls' threads allocate on the Java heap, in MB of 2^20 bytes; native memory is not in it
 * @param cpuCores the mean share of a call's time in which its thread keeps a processor busy, 0-1
 * @param latencyMillis median latency over the last 10 s
 * @param tokens tokens that an answer takes on average, read and written
 * @param samples of how many calls memory and processors were measured, so far
 */
public record CostInfo(double memoryMB, double cpuCores, double latencyMillis, double tokens, long samples) {}
