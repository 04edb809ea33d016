package dev.signalbox.console.verbs;

import dev.signalbox.console.connect.Bounded;
import java.time.Duration;
import picocli.CommandLine.Option;

/** The option that says how long another JVM may take to answer. */
public final class TimeoutOption {
    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "10s",
            converter = DurationConverter.class,
            description = "How long a JVM may take to answer (default: ${DEFAULT-VALUE}).")
    private Duration timeout = Duration.ofSeconds(10);

    /** Work within that time. */
    Bounded bounded() {
        return new Bounded(timeout);
    }
}
