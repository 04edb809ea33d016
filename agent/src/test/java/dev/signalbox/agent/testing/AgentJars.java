package dev.signalbox.agent.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.stream.Stream;

/** The agent's jar as it was built, and copies of it with something changed. */
public final class AgentJars {
    private static final String SERVICE = "inst/META-INF/services/dev.signalbox.agent.start.EngineBootstrap";

    private AgentJars() {}

    /** The jar as it was built. */
    public static Path built() {
        Path jar = Path.of(System.getProperty("signalbox.agent.jar", "target/signalbox-agent.jar"))
                .toAbsolutePath();
        if (!Files.isRegularFile(jar)) {
            throw new AssertionError("not built yet: " + jar);
        }
        return jar;
    }

    /** What is done to a copy of the jar. */
    public interface Change {
        /** Changes the copy. */
        void apply(FileSystem jar) throws IOException;
    }

    /** A copy of the jar. */
    public static Path changed(String name, Change change) {
        try {
            Path copy = Files.createTempDirectory("agent").resolve(name);
            Files.copy(built(), copy);
            try (FileSystem jar = FileSystems.newFileSystem(copy)) {
                change.apply(jar);
            }
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A copy with a test's engine in the place of the real one: the engine's class and all others of its package. */
    public static Path withEngine(Class<?> engine) {
        return changed("signalbox-agent.jar", jar -> {
            Path classes =
                    Path.of("target/test-classes", engine.getPackageName().replace('.', '/'));
            Path to = Files.createDirectories(
                    jar.getPath("inst", engine.getPackageName().replace('.', '/')));
            try (Stream<Path> files = Files.list(classes)) {
                for (Path file :
                        files.filter(each -> each.toString().endsWith(".class")).toList()) {
                    try (InputStream in = Files.newInputStream(file)) {
                        Files.copy(in, to.resolve(Objects.requireNonNull(file.getFileName()) + "data"));
                    }
                }
            }
            Path service = jar.getPath(SERVICE);
            Files.createDirectories(Objects.requireNonNull(service.getParent()));
            Files.copy(
                    new java.io.ByteArrayInputStream(
                            engine.getName().getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                    service,
                    StandardCopyOption.REPLACE_EXISTING);
        });
    }
}
