package dev.signalbox.agent.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * Small applications for child JVMs: sources under {@code src/test/fixtures}, compiled when a test asks. With names of local
 * variables, as Maven and Gradle do: without, the message of a {@link NullPointerException} tells their numbers, which any
 * instrumentation shifts.
 */
public final class Fixtures {
    private Fixtures() {}

    /**
     * Compiles a fixture.
     *
     * @param name its folder
     * @param release the Java release whose class files are wanted: 8 gives version 52, 17 gives 61
     * @return the folder with its classes
     */
    public static Path compile(String name, int release) {
        return compile(name, release, "");
    }

    /** Compiles a fixture against libraries. */
    public static Path compile(String name, int release, String classPath) {
        return compile(List.of(name), release, "-cp", classPath);
    }

    /** Compiles a fixture, with the module that another one says it is, against libraries that are modules. */
    public static Path compileModule(String name, String module, int release, String modulePath) {
        return compile(List.of(name, module), release, "--module-path", modulePath);
    }

    private static Path compile(List<String> names, int release, String kind, String path) {
        try {
            Path classes = Files.createTempDirectory("fixture-" + names.get(0));
            List<String> words = new ArrayList<>(List.of(
                    kind,
                    path,
                    "-d",
                    classes.toString(),
                    "--release",
                    "" + release,
                    "-g",
                    "-proc:none",
                    "-nowarn",
                    "-Xlint:-options"));
            for (String name : names) {
                try (Stream<Path> files =
                        Files.walk(Path.of("src/test/fixtures", name).toAbsolutePath())) {
                    files.map(Path::toString)
                            .filter(file -> file.endsWith(".java"))
                            .forEach(words::add);
                }
            }
            JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
            if (compiler.run(null, null, null, words.toArray(new String[0])) != 0) {
                throw new AssertionError("fixture " + names + " does not compile");
            }
            return classes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A copy of compiled classes in which one class file says it is of another version. */
    public static Path withVersion(Path classes, String file, int major) {
        try (Stream<Path> files = Files.walk(classes)) {
            Path copy = Files.createTempDirectory("fixture");
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                Path to = copy.resolve(classes.relativize(each).toString());
                Files.createDirectories(to.getParent());
                Files.copy(each, to);
            }
            byte[] bytes = Files.readAllBytes(copy.resolve(file));
            bytes[7] = (byte) major;
            Files.write(copy.resolve(file), bytes);
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
