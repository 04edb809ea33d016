package dev.signalbox.agent.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The fixture {@code app}, an application with LangChain4j models of every kind: alone in a JVM, or as a web application with its own
 * copy of the library in Tomcat, which is the fixture {@code container}.
 */
public final class WebApps {
    private static @Nullable Path app;
    private static @Nullable Path container;
    private static @Nullable Path webApp;

    private WebApps() {}

    /** The jars of LangChain4j and what it needs, of the class path of this test. */
    public static List<Path> langchain4j() {
        List<String> wanted = List.of("langchain4j-core", "jackson", "slf4j-api", "jspecify");
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> wanted.stream().anyMatch(new File(entry).getName()::startsWith))
                .map(Path::of)
                .toList();
    }

    /** The application's classes. */
    public static synchronized Path app() {
        Path compiled = app == null ? Fixtures.compile("app", 17, classPath(langchain4j())) : app;
        app = compiled;
        return compiled;
    }

    /** The application alone. */
    public static ChildJvm alone(Jdk jdk) {
        return small(jdk).command(List.of("-cp", app() + File.pathSeparator + classPath(langchain4j()), "app.Main"));
    }

    /** Tomcat, to be told what to deploy. */
    public static synchronized ChildJvm tomcat(Jdk jdk) {
        try {
            Path classes = container == null
                    ? Fixtures.compile("container", 17, app() + File.pathSeparator + classPath(tomcat()))
                    : container;
            container = classes;
            Path exploded = webApp == null ? exploded(classes) : webApp;
            webApp = exploded;
            return small(jdk)
                    // so that Tomcat looks for leaks itself
                    .options("--add-opens=java.base/java.lang=ALL-UNNAMED")
                    .options("--add-opens=java.rmi/sun.rmi.transport=ALL-UNNAMED")
                    .command(List.of(
                            "-cp",
                            classes + File.pathSeparator + classPath(tomcat()),
                            "container.Main",
                            exploded.toString(),
                            Files.createTempDirectory("tomcat").toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ChildJvm small(Jdk jdk) {
        return ChildJvm.on(jdk).options("-XX:TieredStopAtLevel=1", "-Xmx128m", "-XX:+UseSerialGC");
    }

    private static Path exploded(Path classes) throws IOException {
        Path root = Files.createTempDirectory("webapp");
        Path own = Files.createDirectories(root.resolve("WEB-INF/classes"));
        copy(app(), own);
        copy(classes.resolve("web"), Files.createDirectories(own.resolve("web")));
        Path lib = Files.createDirectories(root.resolve("WEB-INF/lib"));
        for (Path jar : langchain4j()) {
            Files.copy(jar, lib.resolve(Objects.requireNonNull(jar.getFileName())));
        }
        return root;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(Objects.requireNonNull(target.getParent()));
                Files.copy(file, target);
            }
        }
    }

    private static List<Path> tomcat() {
        Path folder = Path.of("target/libraries").toAbsolutePath();
        return List.of(
                folder.resolve("tomcat-embed-core-11.0.27.jar"), folder.resolve("tomcat-annotations-api-11.0.27.jar"));
    }

    /** Jars as a class path. */
    public static String classPath(List<Path> jars) {
        return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
}
