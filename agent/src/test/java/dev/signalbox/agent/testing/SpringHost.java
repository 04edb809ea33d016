package dev.signalbox.agent.testing;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** The fixture {@code beans}: a Spring application whose models are beans, with LangChain4j and one of two lines of Spring. */
public final class SpringHost {
    private static final Map<String, Path> CLASSES = new ConcurrentHashMap<>();

    private SpringHost() {}

    /** Every JDK with each line of Spring: what {@link #plain} takes. */
    public static Stream<Arguments> all() {
        return Jdk.all().stream().flatMap(jdk -> Stream.of("6.2.19", "7.0.9").map(spring -> Arguments.of(jdk, spring)));
    }

    /** The application without the agent. */
    public static ChildJvm plain(Jdk jdk, String spring) {
        String libraries = libraries(spring);
        Path classes = CLASSES.computeIfAbsent(spring, version -> Fixtures.compile("beans", 17, libraries));
        return ChildJvm.on(jdk)
                .options("-XX:TieredStopAtLevel=1", "-Xmx128m")
                .command(List.of("-cp", classes + File.pathSeparator + libraries, "beans.Main"));
    }

    private static String libraries(String spring) {
        List<String> langchain4j = List.of(
                "langchain4j-core", "jackson-annotations", "jackson-core", "jackson-databind", "slf4j-api", "jspecify");
        Stream<String> ofTheTest = Stream.of(
                        System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> langchain4j.stream().anyMatch(new File(entry).getName()::startsWith));
        Path folder = Path.of("target/libraries").toAbsolutePath();
        String logging = spring.startsWith("7.") ? "commons-logging-1.3.5" : "spring-jcl-" + spring;
        Stream<String> copied = Stream.concat(
                        Stream.of("aop", "beans", "context", "core", "expression")
                                .map(module -> "spring-" + module + "-" + spring),
                        Stream.of(logging))
                .map(jar -> folder.resolve(jar + ".jar").toString());
        return Stream.concat(ofTheTest, copied).collect(Collectors.joining(File.pathSeparator));
    }
}
