package dev.signalbox.core.control;

/**
 * A judgement of one node, whole, as JMX carries it. A number that is not known is NaN.
 *
 * @param nodeId the node's name
 * @param status healthy, degraded or failed
 * @param reason why, in words
 * @param responseTimeMillis median latency over the last 10 s, in milliseconds
 * @param p95Millis 95th percentile of latency over the last 10 s, in milliseconds
 * @param successRate share of the attempts of the last 10 s that did not fail by the node's fault, 0 to 1
 * @param efficiency share of the attempts of the last 10 s that were answered, 0 to 1
 * @param errors attempts of the last 10 s that failed by the node's fault
 * @param errorRate their share, 0 to 1
 * @param calls attempts of the last 10 s
 * @param usualP50Millis the median latency it is used to, in milliseconds
 * @param usualP95Millis the 95th percentile it is used to, in milliseconds
 * @param usualInFlight how many calls it usually runs at a time while it runs any
 * @param ejected whether it is kept out of service
 * @param ejectedReason why, in words; empty where it is not
 * @param ejectedSecondsLeft until it comes back by itself, in seconds; NaN where it is not ejected, or only an operator ends it
 * @param availableResources what it may still be given, in words, such as {@code 7 calls, 90 MB}; {@code not limited} where nothing is
 */
public record NodeHealthInfo(
        String nodeId,
        String status,
        String reason,
        double responseTimeMillis,
        double p95Millis,
        double successRate,
        double efficiency,
        long errors,
        double errorRate,
        long calls,
        double usualP50Millis,
        double usualP95Millis,
        double usualInFlight,
        boolean ejected,
        String ejectedReason,
        double ejectedSecondsLeft,
        String availableResources) {}
