package dev.signalbox.benchmarks.overload;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * What a trial's JVM said of itself until it ended.
 *
 * @param values by key
 * @param remarks its other lines
 * @param exit its exit status; that of a JVM that had to be killed is not 0
 */
record Report(Map<String, String> values, List<String> remarks, int exit) {
    /** The exit status of a JVM with {@code -XX:+ExitOnOutOfMemoryError}. */
    private static final int OUT_OF_MEMORY = 3;

    private static final String MARK = "overload ";
    private static final Duration GRACE = Duration.ofSeconds(40);

    static String line(String key, String value) {
        return MARK + key + "=" + value;
    }

    /** Runs a trial in a JVM of its own, with a heap of 512 MB, that dies where that is not enough. */
    static Report of(Trial trial, List<String> options, Path scratch) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx512m", "-XX:+ExitOnOutOfMemoryError"));
        command.addAll(options);
        command.addAll(List.of("-cp", Logging.classPath(scratch), Server.class.getName()));
        command.addAll(trial.arguments());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        // A heap that is nearly full may keep a process busy for ever.
        CompletableFuture.delayedExecutor(trial.over().plus(GRACE).toMillis(), TimeUnit.MILLISECONDS)
                .execute(process::destroyForcibly);
        Map<String, String> values = new HashMap<>();
        List<String> remarks = new ArrayList<>();
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(MARK)) {
                    String[] pair = line.substring(MARK.length()).split("=", 2);
                    values.put(pair[0], pair[1]);
                } else {
                    remarks.add(line);
                }
            }
        }
        return new Report(values, remarks, process.waitFor());
    }

    /** A number; NaN where it was not said. */
    double number(String key) {
        return Double.parseDouble(values.getOrDefault(key, "NaN"));
    }

    String text(String key) {
        return values.getOrDefault(key, "not told");
    }

    boolean isDead() {
        return exit != 0;
    }

    boolean isOutOfMemory() {
        return exit == OUT_OF_MEMORY;
    }
}
