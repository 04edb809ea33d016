package dev.signalbox.core.admission;

/**
 * How long calls have waited for room so far; only differences of two readings mean something.
 *
 * @param calls calls of routes that have a room: those admitted without a wait and those that stopped waiting, whatever for
 * @param nanos how long all of them waited together, in nanoseconds
 */
public record QueueWait(long calls, long nanos) {}
