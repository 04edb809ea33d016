package dev.signalbox.core.time;

/** The only door to clocks: a monotonic one for durations and a wall clock for what people read. */
public interface TimeSource {
    /** Nanoseconds from an arbitrary origin; only differences mean something. */
    long nanoTime();

    /** Milliseconds since the Unix epoch, UTC. */
    long wallMillis();
}
