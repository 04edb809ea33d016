package dev.signalbox.benchmarks.startup;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One way to start {@link Hello}, and what was measured of it. */
final class Candidate {
    private static final long SETTLE_MILLIS = 2_000;

    private final String name;
    private final List<String> jvmArgs;
    private final List<Double> millis = new ArrayList<>();
    private long classes;
    private double residentMebibytes;

    Candidate(String name, String... jvmArgs) {
        this.name = name;
        this.jvmArgs = List.of(jvmArgs);
    }

    String name() {
        return name;
    }

    double medianMillis() {
        double[] sorted = millis.stream().mapToDouble(d -> d).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    long classes() {
        return classes;
    }

    double residentMebibytes() {
        return residentMebibytes;
    }

    /** From the start of the process to its end. */
    void time() throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process = start(List.of());
        String line = firstLine(process);
        int status = process.waitFor();
        double took = (System.nanoTime() - start) / 1e6;
        if (status != 0 || !line.equals("hello")) {
            throw new IllegalStateException(name + ": exit status " + status + ", first line: " + line);
        }
        millis.add(took);
    }

    /** Classes loaded by the end of the short main. */
    void countClasses(Path directory) throws IOException, InterruptedException {
        Path log = directory.resolve("classes.log");
        Files.deleteIfExists(log);
        start(List.of("-Xlog:class+load=info:file=" + log)).waitFor();
        try (Stream<String> lines = Files.lines(log, StandardCharsets.UTF_8)) {
            classes = lines.filter(l -> l.contains(" source: ")).count();
        }
    }

    /** The process's resident memory two seconds after main began, when what an agent does in the background is done. */
    void weigh() throws IOException, InterruptedException {
        Process process = start(List.of(), "hold");
        try {
            firstLine(process);
            if (process.waitFor(SETTLE_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException(name + ": ended early");
            }
            try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
                residentMebibytes = lines.filter(l -> l.startsWith("VmRSS:"))
                        .mapToDouble(l -> Double.parseDouble(l.replaceAll("\\D+", "")) / 1024)
                        .findFirst()
                        .orElseThrow();
            }
        } finally {
            process.getOutputStream().close();
            process.waitFor();
        }
    }

    private Process start(List<String> more, String... args) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmArgs);
        command.addAll(more);
        command.addAll(List.of("-cp", classes(Hello.class), Hello.class.getName()));
        command.addAll(Arrays.asList(args));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static String classes(Class<?> type) {
        return Path.of(java.net.URI.create(
                        type.getProtectionDomain().getCodeSource().getLocation().toString()))
                .toString();
    }

    private static String firstLine(Process process) throws IOException {
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        return String.valueOf(reader.readLine());
    }
}
