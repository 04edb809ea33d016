package dev.signalbox.examples.quickstart.demo;

import dev.signalbox.core.control.Names;
import dev.signalbox.examples.quickstart.serving.ServingApp;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The application in a JVM of its own, with or without the agent. */
final class ServingProcess implements AutoCloseable {
    private static final String READY = "serving on ";

    private final Process process;
    private final Path log;
    private final CompletableFuture<String> url = new CompletableFuture<>();

    /**
     * Starts it.
     *
     * @param agentOptions what to add to the command line: nothing, or {@code -javaagent:}
     * @param log the file that gets what it prints
     */
    ServingProcess(List<String> agentOptions, Path models, String providerUrl, Path log) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(agentOptions);
        command.add("-Xmx256m");
        // ONNX Runtime's own need on newer JVMs, with or without an agent.
        command.add("--enable-native-access=ALL-UNNAMED");
        // Or the JDK's server waits 40 ms for an acknowledgement before it sends a body after its headers.
        command.add("-Dsun.net.httpserver.nodelay=true");
        command.addAll(List.of("-cp", classPath(), ServingApp.class.getName(), models.toString(), providerUrl));
        Files.createDirectories(log.toAbsolutePath().getParent());
        this.log = log;
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        Thread reader = new Thread(this::copyOutput, "output of " + log.getFileName());
        reader.setDaemon(true);
        reader.start();
    }

    /** Where it serves, once it does. */
    String awaitUrl() throws IOException {
        try {
            return url.get(30, TimeUnit.SECONDS);
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

    /** The demo's own class path without Signalbox: what the application gets of it comes with the agent alone. */
    private static String classPath() {
        Path core = codeOf(Names.class);
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !Path.of(entry).toAbsolutePath().normalize().equals(core))
                .collect(Collectors.joining(File.pathSeparator));
    }

    @SuppressWarnings("NullAway") // a class from the class path has a code source
    private static Path codeOf(Class<?> type) {
        return Path.of(URI.create(
                        type.getProtectionDomain().getCodeSource().getLocation().toString()))
                .toAbsolutePath()
                .normalize();
    }
}
