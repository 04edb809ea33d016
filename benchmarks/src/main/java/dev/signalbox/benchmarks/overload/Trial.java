package dev.signalbox.benchmarks.overload;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * One candidate under one load, as told to a JVM of its own.
 *
 * @param candidate what stands before the model
 * @param rows how many rows the model is asked about in one call
 * @param times how much is asked, as a multiple of the capacity
 * @param seconds how long requests arrive
 * @param seed of arrivals and priorities
 * @param outcomes the file that the JVM leaves behind, however it ends
 */
record Trial(Candidate candidate, int rows, double times, int seconds, long seed, Path outcomes) {
    /** When an answer is worth nothing any more, from the request's scheduled arrival. */
    static final Duration DEADLINE = Duration.ofMillis(500);

    List<String> arguments() {
        return List.of(
                candidate.name(),
                String.valueOf(rows),
                String.valueOf(times),
                String.valueOf(seconds),
                String.valueOf(seed),
                outcomes.toString());
    }

    static Trial parse(String[] arguments) {
        return new Trial(
                Candidate.valueOf(arguments[0]),
                Integer.parseInt(arguments[1]),
                Double.parseDouble(arguments[2]),
                Integer.parseInt(arguments[3]),
                Long.parseLong(arguments[4]),
                Path.of(arguments[5]));
    }

    Duration over() {
        return Duration.ofSeconds(seconds);
    }
}
