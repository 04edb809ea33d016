package dev.signalbox.examples.harness;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** An example's application in a JVM of its own. It prints {@code serving on URL} and ends when its stdin does. */
final class App implements AutoCloseable {
    private static final String READY = "serving on ";
    private static final int LONGEST_START_SECONDS = 60;

    private final Process process;
    private final Path log;
    private final CompletableFuture<String> url = new CompletableFuture<>();

    /** @param log the file that gets what it prints */
    App(Jdk jdk, List<String> options, List<String> command, Path log) throws IOException {
        List<String> line = new ArrayList<>(List.of(jdk.java().toString(), "-Xmx256m"));
        line.addAll(options);
        line.addAll(command);
        Files.createDirectories(log.toAbsolutePath().getParent());
        this.log = log;
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        // What the machine gives to every JVM, another agent perhaps, is no part of the example.
        builder.environment().keySet().removeIf(name -> name.contains("JAVA_"));
        process = builder.start();
        Thread reader = new Thread(this::copyOutput, "output of " + log.getFileName());
        reader.setDaemon(true);
        reader.start();
    }

    /** Where it serves, once it does. */
    String url() throws IOException {
        try {
            return url.get(LONGEST_START_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IOException("the application did not come up; see " + log, e);
        }
    }

    long pid() {
        return process.pid();
    }

    Path log() {
        return log;
    }

    @Override
    public void close() {
        process.destroy();
    }

    private void copyOutput() {
        try (BufferedReader output = process.inputReader();
                BufferedWriter copy = Files.newBufferedWriter(log)) {
            String line = output.readLine();
            while (line != null) {
                copy.write(line);
                copy.newLine();
                copy.flush();
                if (line.startsWith(READY)) {
                    url.complete(line.substring(READY.length()));
                }
                line = output.readLine();
            }
        } catch (IOException e) {
            url.completeExceptionally(e);
        }
        url.completeExceptionally(new IOException("the application ended"));
    }
}
