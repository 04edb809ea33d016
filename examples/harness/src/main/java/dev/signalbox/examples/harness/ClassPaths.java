package dev.signalbox.examples.harness;

import dev.signalbox.core.control.Names;
import dev.signalbox.examples.provider.Provider;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The class path of an application that lives beside its runner. */
public final class ClassPaths {
    private ClassPaths() {}

    /** This JVM's class path without what only the runner needs: what the application gets of Signalbox comes with the agent. */
    public static String ofApplication() {
        Set<Path> runners = Stream.of(Names.class, Provider.class, ClassPaths.class)
                .map(ClassPaths::codeOf)
                .collect(Collectors.toSet());
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry ->
                        !runners.contains(Path.of(entry).toAbsolutePath().normalize()))
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
