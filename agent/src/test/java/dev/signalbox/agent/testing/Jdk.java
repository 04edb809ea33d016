package dev.signalbox.agent.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One JDK that child JVMs run on.
 *
 * @param feature its feature version: 17, 25
 */
public record Jdk(int feature, Path home) {
    /**
     * The JDK running the tests and one of each other feature version from 17 on that this machine has. {@code
     * SIGNALBOX_TEST_JDKS}, paths with the path separator between them, replaces what is found.
     */
    public static Collection<Jdk> all() {
        TreeMap<Integer, Jdk> found = new TreeMap<>();
        String chosen = System.getProperty("signalbox.test.jdks", System.getenv("SIGNALBOX_TEST_JDKS"));
        if (chosen != null) {
            Stream.of(chosen.split(java.io.File.pathSeparator)).map(Path::of).forEach(home -> add(found, home));
        } else {
            add(found, Path.of(System.getProperty("java.home")));
            try (Stream<Path> homes =
                    Files.isDirectory(Path.of("/usr/lib/jvm")) ? Files.list(Path.of("/usr/lib/jvm")) : Stream.empty()) {
                homes.forEach(home -> add(found, home));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return found.values();
    }

    /** One of the JDK's programs. */
    public Path tool(String name) {
        return home.resolve("bin").resolve(name);
    }

    private static void add(TreeMap<Integer, Jdk> found, Path home) {
        Path release = home.resolve("release");
        if (!Files.isRegularFile(release) || !Files.isExecutable(home.resolve("bin/javac"))) {
            return;
        }
        try (Stream<String> lines = Files.lines(release)) {
            lines.filter(line -> line.startsWith("JAVA_VERSION="))
                    .map(line -> Integer.parseInt(line.replaceAll("[^\"]*\"(\\d+).*", "$1")))
                    .filter(feature -> feature >= 17)
                    .forEach(feature -> found.putIfAbsent(feature, new Jdk(feature, home)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return "JDK " + feature;
    }
}
