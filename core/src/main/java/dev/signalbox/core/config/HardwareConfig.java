package dev.signalbox.core.config;

import java.time.Duration;

/**
 * How the machine is read.
 *
 * @param sample the interval between two readings, 100 ms to 1 min
 */
public record HardwareConfig(Duration sample) {
    /** One reading a second. */
    public static final HardwareConfig DEFAULT = new HardwareConfig(Duration.ofSeconds(1));
}
