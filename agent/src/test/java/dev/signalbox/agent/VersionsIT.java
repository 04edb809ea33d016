package dev.signalbox.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.agent.testing.ChildJvm;
import dev.signalbox.agent.testing.Fixtures;
import dev.signalbox.agent.testing.Jdk;
import dev.signalbox.agent.testing.Jmx;
import dev.signalbox.agent.testing.Serving;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An application compiled against LangChain4j 1.0.0, beside each version that is claimed to be served. */
class VersionsIT {
    private static final String CONFIG = """
            models:
              a-chat: { match: { library: langchain4j, name: a-chat } }
              b-chat: { match: { library: langchain4j, name: b-chat } }
              a-stream: { match: { library: langchain4j, name: a-stream } }
              b-stream: { match: { library: langchain4j, name: b-stream } }
              a-vectors: { match: { type: vintage.Main$Vectors } }
              b-vectors: { match: { type: vintage.Main$Others } }
            routes:
              chat: { call-sites: [langchain4j.chat], primary: a-chat, alternatives: [b-chat] }
              stream: { call-sites: [langchain4j.streaming-chat], primary: a-stream, alternatives: [b-stream] }
              vectors: { call-sites: [langchain4j.embedding], primary: a-vectors, alternatives: [b-vectors] }
            """;

    private static Path classes = Path.of("");

    @BeforeAll
    static void compile() {
        classes = Fixtures.compile("vintage", 17, jars("1.0.0"));
    }

    private static String jars(String version) {
        List<String> wanted =
                List.of("jackson-annotations", "jackson-core", "jackson-databind", "slf4j-api", "jspecify");
        String others = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> wanted.stream().anyMatch(new File(entry).getName()::startsWith))
                .collect(Collectors.joining(File.pathSeparator));
        return Path.of("target", "libraries", "langchain4j-core-" + version + ".jar")
                        .toAbsolutePath()
                + File.pathSeparator
                + others;
    }

    static Stream<Arguments> everywhere() {
        return Jdk.all().stream()
                .flatMap(jdk ->
                        Stream.of("1.0.0", "1.12.2", "1.13.0", "1.20.0").map(version -> Arguments.of(jdk, version)));
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void chatsStreamsAndVectorsAreRouted(Jdk jdk, String version) {
        ChildJvm plain = ChildJvm.on(jdk)
                .options("-XX:TieredStopAtLevel=1", "-Xmx128m", "-Xverify:all")
                .command(List.of("-cp", classes + File.pathSeparator + jars(version), "vintage.Main"));
        boolean tellsNames = !version.equals("1.0.0");
        try (Serving serving = Serving.with(plain, CONFIG)) {
            assertThat(serving.ask("none"))
                    .isEqualTo("a-chat as a-chat | [a-stream][ as a-stream] = a-stream as a-stream | 1.0");
            serving.awaitChain("chat", "b-chat");
            serving.awaitChain("stream", "b-stream");
            if (tellsNames) {
                serving.awaitChain("vectors", "b-vectors");
            } else {
                Jmx.await(
                        "a refusal in words",
                        () -> serving.jmx()
                                .chain("vectors", "b-vectors")
                                .getRefusal()
                                .contains("does not tell which embedding model it is"));
            }
            assertThat(serving.ask("500"))
                    .isEqualTo("b-chat as b-chat | [b-stream][ as b-stream] = b-stream as b-stream | "
                            + (tellsNames ? "2.0" : "a is down"));
            assertThat(serving.ask("thrown"))
                    .isEqualTo("a-chat as a-chat | [b-stream][ as b-stream] = b-stream as b-stream | 1.0");
            assertThat(serving.ask("after one"))
                    .isEqualTo("a-chat as a-chat | [a-stream] error a-stream is down | 1.0");
            assertThat(serving.jmx().agent().getLastInternalErrors()).isEmpty();
            assertThat(serving.end().err()).doesNotContain("signalbox");
        }
    }
}
