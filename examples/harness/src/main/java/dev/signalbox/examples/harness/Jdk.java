package dev.signalbox.examples.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A JDK that an example's application runs on.
 *
 * @param feature its feature version: 17, 25
 */
public record Jdk(int feature, Path home) {
    /** The one that runs this code. */
    public static Jdk current() {
        return new Jdk(Runtime.version().feature(), Path.of(System.getProperty("java.home")));
    }

    /**
     * The JDK running the tests and one of each other feature version from 17 on that this machine has. {@code
     * SIGNALBOX_TEST_JDKS}, paths with the path separator between them, replaces what is found.
     */
    public static Collection<Jdk> all() {
        TreeMap<Integer, Jdk> found = new TreeMap<>();
        String chosen = System.getenv("SIGNALBOX_TEST_JDKS");
        if (chosen != null) {
            Stream.of(chosen.split(java.io.File.pathSeparator, -1))
                    .map(Path::of)
                    .forEach(home -> add(found, home));
            return found.values();
        }
        found.put(current().feature(), current());
        Path usual = Path.of("/usr/lib/jvm");
        if (Files.isDirectory(usual)) {
            try (Stream<Path> homes = Files.list(usual)) {
                homes.sorted().forEach(home -> add(found, home));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return found.values();
    }

    /** Its java program. */
    public Path java() {
        return home.resolve("bin/java");
    }

    @Override
    public String toString() {
        return "JDK " + feature;
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
}
