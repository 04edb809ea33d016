package dev.signalbox.benchmarks.overload;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** What stands before the model, and whose work it is to keep the process useful. */
enum Candidate {
    /** Nothing: the pool's threads are the only bound. */
    NONE("no agent") {
        @Override
        Gate gate(double capacity) {
            return Gates.none();
        }
    },
    /** Its rate limiter at the capacity, and behind it its bulkhead of the processors. */
    RESILIENCE4J("Resilience4j") {
        @Override
        Gate gate(double capacity) {
            return Gates.resilience4j(capacity);
        }
    },
    /** As many permits as there are processors. */
    SEMAPHORE("semaphore") {
        @Override
        Gate gate(double capacity) {
            return Gates.semaphore();
        }
    },
    /** The agent; the application has nothing of its own. */
    SIGNALBOX("Signalbox") {
        @Override
        Gate gate(double capacity) {
            return Gates.signalbox();
        }

        @Override
        List<String> options(String agent, Path scratch) throws IOException {
            Path config = scratch.resolve("overload.yaml");
            try (InputStream in = Objects.requireNonNull(Candidate.class.getResourceAsStream("overload.yaml"))) {
                String text = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                        .replace(
                                "PROCESSORS",
                                String.valueOf(Runtime.getRuntime().availableProcessors()))
                        .replace("PATIENCE", String.valueOf(Gates.PATIENCE.toMillis()))
                        .replace("DEADLINE", String.valueOf(Trial.DEADLINE.toMillis()));
                Files.writeString(config, text);
            }
            return List.of("-javaagent:" + agent + "=config=" + config);
        }
    };

    private final String label;

    Candidate(String label) {
        this.label = label;
    }

    /**
     * Makes it.
     *
     * @param capacity calls a second
     */
    abstract Gate gate(double capacity);

    /** What its JVM needs beside. */
    List<String> options(String agent, Path scratch) throws IOException {
        return List.of();
    }

    @Override
    public String toString() {
        return label;
    }
}
