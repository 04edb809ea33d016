package dev.signalbox.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Writer;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/** A real child JVM, started from a jar of a name of its own, so that other JVMs of this machine are not taken for it. */
final class Child implements AutoCloseable {
    private final Process process;
    private final BufferedReader out;

    private Child(Process process) {
        this.process = process;
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static String uniqueName() {
        return "serving-" + UUID.randomUUID();
    }

    static Child serving(Path dir, String name, String... jvmArguments) throws IOException {
        return start(dir, name, "serving", jvmArguments);
    }

    static Child withoutAgent(Path dir, String name) throws IOException {
        return start(dir, name, "bare");
    }

    /** A JVM with models of its own, for the real agent. */
    static Child models(Path dir, String name, String... jvmArguments) throws IOException {
        return start(dir, name, "models", jvmArguments);
    }

    /** A JVM with chat models of LangChain4j, for the real agent. */
    static Child chat(Path dir, String name, String... jvmArguments) throws IOException {
        return start(dir, name, "chat", jvmArguments);
    }

    private static Child start(Path dir, String name, String mode, String... jvmArguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(java());
        command.add("-Xmx64m");
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(List.of(jvmArguments));
        command.addAll(List.of("-jar", jar(dir, name).toString(), mode));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Child child = new Child(process);
        String line = child.out.readLine();
        if (!"ready".equals(line)) {
            child.close();
            throw new IOException("the child said " + line);
        }
        return child;
    }

    /** The JVM's own remote JMX: {@code operator} may change, {@code monitor} only read. */
    static List<String> remote(int port, Path dir) throws IOException {
        return List.of(
                "-Dcom.sun.management.jmxremote.port=" + port,
                "-Djava.rmi.server.hostname=127.0.0.1",
                "-Dcom.sun.management.jmxremote.password.file="
                        + secret(dir, "passwords", "operator s3cret\nmonitor look\n"),
                "-Dcom.sun.management.jmxremote.access.file="
                        + secret(dir, "access", "operator readwrite\nmonitor readonly\n"));
    }

    static Path secret(Path dir, String file, String text) throws IOException {
        return Files.writeString(
                Files.createFile(
                        dir.resolve(file),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))),
                text);
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static Path jar(Path dir, String name) throws IOException {
        Path jar = dir.resolve(name + ".jar");
        if (!Files.exists(jar)) {
            Manifest manifest = new Manifest();
            Attributes main = manifest.getMainAttributes();
            main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
            main.put(Attributes.Name.MAIN_CLASS, "dev.signalbox.console.serving.ServingJvm");
            main.put(
                    Attributes.Name.CLASS_PATH,
                    Arrays.stream(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
                            .map(entry -> Path.of(entry).toUri().toString())
                            .collect(Collectors.joining(" ")));
            try (OutputStream out = Files.newOutputStream(jar)) {
                new JarOutputStream(out, manifest).close();
            }
        }
        return jar;
    }

    /** Has the child answer a line. */
    String ask(String line) throws IOException {
        Writer in = process.outputWriter(StandardCharsets.UTF_8);
        in.write(line + "\n");
        in.flush();
        return out.readLine();
    }

    long pid() {
        return process.pid();
    }

    String pidText() {
        return Long.toString(pid());
    }

    /** Stops the process as a whole, so that it neither answers nor closes anything. */
    void freeze() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-STOP", pidText()).start().waitFor();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
