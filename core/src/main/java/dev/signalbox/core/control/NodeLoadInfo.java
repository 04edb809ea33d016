package dev.signalbox.core.control;

/**
 * What one node has to do.
 *
 * @param node its name
 * @param model the model it is a node of
 * @param weight how much of its siblings' work it is to be given; 1 is as much as any
 * @param share the weight in force, which is less while it starts slowly
 * @param inFlight attempts in flight
 * @param calls attempts of the last 10 s
 * @param health {@code healthy}, {@code degraded} or {@code failed}
 * @param healthReason why, in words
 * @param errorRate share of the attempts of the last 10 s that failed, 0-1; NaN where there was none
 * @param responseTimeMillis their median latency, in milliseconds; NaN where there was none
 */
public record NodeLoadInfo(
        String node,
        String model,
        double weight,
        double share,
        int inFlight,
        long calls,
        String health,
        String healthReason,
        double errorRate,
        double responseTimeMillis) {}
