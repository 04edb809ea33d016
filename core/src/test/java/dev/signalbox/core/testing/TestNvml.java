package dev.signalbox.core.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * NVIDIA's management library as {@code nvml.c} does it: two GPUs whose answers a test sets while it is in use. Compiled with this
 * machine's C compiler.
 *
 * @param file the library, under the name by which it is looked for
 */
public record TestNvml(Path file) {
    /** Compiles it into a folder; empty where this machine has no C compiler. */
    public static Optional<TestNvml> compile(Path folder, String... flags) throws IOException, InterruptedException {
        Optional<Path> compiler = Stream.of(System.getenv("PATH").split(":", -1))
                .flatMap(path -> Stream.of(Path.of(path, "cc"), Path.of(path, "gcc")))
                .filter(Files::isExecutable)
                .findFirst();
        if (compiler.isEmpty()) {
            return Optional.empty();
        }
        Path source = folder.resolve("nvml.c");
        try (InputStream in = TestNvml.class.getResourceAsStream("nvml.c")) {
            Files.copy(Objects.requireNonNull(in), source, StandardCopyOption.REPLACE_EXISTING);
        }
        TestNvml library = new TestNvml(folder.resolve("libnvidia-ml.so.1"));
        List<String> command = new ArrayList<>(List.of(compiler.get().toString(), "-shared", "-fPIC"));
        command.addAll(List.of(flags));
        command.addAll(List.of("-o", library.file().toString(), source.toString(), "-ldl"));
        Path printed = folder.resolve("cc.txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new AssertionError("cc: " + Files.readString(printed));
        }
        library.answers();
        return Optional.of(library);
    }

    /** Sets what it answers from now on: lines such as {@code 0.utilization 80}; what they leave out is as at the beginning. */
    public void answers(String... lines) throws IOException {
        Path fresh = file.resolveSibling("fresh.values");
        Files.write(fresh, List.of(lines));
        Files.move(fresh, file.resolveSibling(file.getFileName() + ".values"), StandardCopyOption.ATOMIC_MOVE);
    }

    /** What it was told to note: a line for each time it was shut down. */
    public List<String> log() throws IOException {
        Path log = file.resolveSibling(file.getFileName() + ".log");
        return Files.exists(log) ? Files.readAllLines(log) : List.of();
    }
}
