package dev.signalbox.core.control;

/**
 * One state change, as it is also sent as a JMX notification.
 *
 * @param sequence counts from 1
 * @param timeMillis when, in milliseconds since the Unix epoch
 * @param type {@code signalbox.failover}, {@code signalbox.failback}, {@code signalbox.health}, {@code signalbox.config},
 *     {@code signalbox.command} or {@code signalbox.recovery}
 * @param source the route, chain, node or model that changed, or {@code agent}
 * @param from the state before: a chain, a health status, an incident's status
 * @param to the state after
 * @param reason why, in words
 */
public record EventInfo(
        long sequence, long timeMillis, String type, String source, String from, String to, String reason) {}
