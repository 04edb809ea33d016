package dev.signalbox.core.recovery;

/**
 * A change in the life of an incident.
 *
 * @param timeMillis when, in milliseconds since the Unix epoch
 * @param status the status from then on
 * @param severity the severity from then on
 * @param note why, in words
 */
public record StateChange(long timeMillis, RecoveryStatus status, Severity severity, String note) {}
