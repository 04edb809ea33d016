package dev.signalbox.core.health;

/**
 * A judgement of one node.
 *
 * @param status how well it does
 * @param reason why, in words
 * @param errorRate share of failed attempts over the last 10 s, 0 to 1; NaN where there were none
 * @param calls attempts over the last 10 s
 */
public record NodeHealth(HealthStatus status, String reason, double errorRate, long calls) {}
