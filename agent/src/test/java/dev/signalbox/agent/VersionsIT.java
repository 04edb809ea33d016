package dev.signalbox.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.agent.testing.ChildJvm;
import dev.signalbox.agent.testing.Fixtures;
import dev.signalbox.agent.testing.Jdk;
import dev.signalbox.agent.testing.Jmx;
import dev.signalbox.agent.testing.Serving;
import dev.signalbox.core.control.CallSiteInfo;
import java.io.File;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Applications that keep to what a library had long ago, beside each version that is claimed to be served, and one that is not. */
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

    private static final String SPRING_AI = """
            models:
              a-chat: { match: { library: spring-ai, name: a-chat } }
              b-chat: { match: { library: spring-ai, name: b-chat } }
              a-vectors: { match: { type: springvintage.Main$Vectors } }
              b-vectors: { match: { type: springvintage.Main$Others } }
            routes:
              chat: { call-sites: [spring-ai.chat], primary: a-chat, alternatives: [b-chat] }
              vectors: { call-sites: [spring-ai.embedding], primary: a-vectors, alternatives: [b-vectors] }
            """;

    private static final String SPRING_AI_HEALTHY = "a-chat as a-chat at 0.5 | a-chat as a-chat at 0.5 | 1.0 5.0";

    private static Path classes = Path.of("");
    private static Path springAi = Path.of("");

    @BeforeAll
    static void compile() {
        classes = Fixtures.compile("vintage", 17, langChain4j("1.0.0"));
        springAi = Fixtures.compile("springvintage", 17, springAi("1.1.8"));
    }

    private static String langChain4j(String version) {
        return path(
                List.of("langchain4j-core-" + version),
                List.of("jackson-annotations", "jackson-core", "jackson-databind", "slf4j-api", "jspecify"));
    }

    /** Each line of Spring AI with the line of Spring that it is made for. */
    private static String springAi(String version) {
        List<String> spring = version.startsWith("1.")
                ? List.of("spring-core-6.2.19", "spring-jcl-6.2.19")
                : List.of("spring-core-7.0.9", "commons-logging-1.3.5");
        return path(
                Stream.concat(Stream.of("spring-ai-model-" + version, "spring-ai-commons-" + version), spring.stream())
                        .toList(),
                List.of("reactor-core", "reactive-streams", "micrometer", "slf4j-api", "jspecify"));
    }

    /** Jars that the build copied, and those of this test's class path whose names begin in one of these ways. */
    private static String path(List<String> copied, List<String> ofTheTest) {
        Path folder = Path.of("target", "libraries").toAbsolutePath();
        return Stream.concat(
                        copied.stream().map(jar -> folder.resolve(jar + ".jar").toString()),
                        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                                .filter(entry -> ofTheTest.stream().anyMatch(new File(entry).getName()::startsWith)))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static ChildJvm plain(Jdk jdk, Path application, String libraries, String main) {
        return ChildJvm.on(jdk)
                .options("-XX:TieredStopAtLevel=1", "-Xmx128m", "-Xverify:all")
                .command(List.of("-cp", application + File.pathSeparator + libraries, main));
    }

    static Stream<Arguments> everywhere() {
        return Jdk.all().stream()
                .flatMap(jdk ->
                        Stream.of("1.0.0", "1.12.2", "1.13.0", "1.20.0").map(version -> Arguments.of(jdk, version)));
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void chatsStreamsAndVectorsAreRouted(Jdk jdk, String version) {
        ChildJvm plain = plain(jdk, classes, langChain4j(version), "vintage.Main");
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

    static Stream<Arguments> springAis() {
        return Jdk.all().stream()
                .flatMap(jdk -> Stream.of("2.0.0", "2.0.1").map(version -> Arguments.of(jdk, version)));
    }

    @ParameterizedTest
    @MethodSource("springAis")
    void springAiChatsStreamsAndVectorsAreRouted(Jdk jdk, String version) {
        ChildJvm plain = plain(jdk, springAi, springAi(version), "springvintage.Main");
        try (Serving serving = Serving.with(plain, SPRING_AI)) {
            assertThat(serving.ask("none")).isEqualTo(SPRING_AI_HEALTHY);
            serving.awaitChain("chat", "b-chat");
            serving.awaitChain("vectors", "b-vectors");
            assertThat(serving.ask("500")).isEqualTo("b-chat as b-chat at 0.5 | b-chat as b-chat at 0.5 | 2.0 6.0");
            assertThat(serving.jmx().agent().getLastInternalErrors()).isEmpty();
            assertThat(serving.end().err()).doesNotContain("signalbox");
        }
    }

    /** It has all the methods that are woven, and lacks two that are called: what is asked of its models would fail each time. */
    @ParameterizedTest
    @MethodSource("jdks")
    void aVersionThatLacksWhatIsCalledIsLeftAloneWithOneLine(Jdk jdk) {
        ChildJvm plain = plain(jdk, springAi, springAi("1.1.8"), "springvintage.Main");
        try (Serving serving = Serving.with(plain, SPRING_AI)) {
            assertThat(serving.ask("none")).isEqualTo(SPRING_AI_HEALTHY);
            serving.awaitChain("vectors", "b-vectors");
            assertThat(serving.ask("500")).isEqualTo("a-chat is down | a-chat is down | 2.0 6.0");

            CallSiteInfo chat = serving.jmx().agent().getCallSites().stream()
                    .filter(each -> each.id().equals("spring-ai.chat"))
                    .findFirst()
                    .orElseThrow();
            assertThat(chat.state()).isEqualTo("disabled");
            assertThat(chat.note())
                    .isEqualTo(
                            "disabled, because org.springframework.ai.chat.model.ChatModel has no method getOptions()"
                                    + " that returns org.springframework.ai.chat.prompt.ChatOptions; verified with "
                                    + chat.verifiedWith());
            assertThat(serving.jmx().agent().getAdvice()).anyMatch(line -> line.contains("has no method getOptions()"));
            assertThat(serving.jmx().route("chat").getState()).isEqualTo("waiting");
            assertThat(serving.jmx().agent().getLastInternalErrors()).isEmpty();
            assertThat(serving.end().err().lines())
                    .filteredOn(line -> line.contains("signalbox"))
                    .singleElement()
                    .asString()
                    .contains("WARN Call site spring-ai.chat: disabled, because");
        }
    }

    static Collection<Jdk> jdks() {
        return Jdk.all();
    }
}
