package dev.signalbox.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.agent.testing.ChildJvm;
import dev.signalbox.agent.testing.Fixtures;
import dev.signalbox.agent.testing.Jdk;
import dev.signalbox.agent.testing.Serving;
import java.io.File;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Spring AI's ChatClient with an advisor and a tool, over the real OpenAI client, on virtual threads where there are any. */
class SpringChatIT {
    private static final String CONFIG = """
            models:
              a: { match: { library: spring-ai, name: a } }
              b: { match: { library: spring-ai, name: b } }
            routes:
              chat: { call-sites: [spring-ai.chat], primary: a, alternatives: [b] }
            """;

    /** The advisor stands around each turn, and the tool between them, all on the caller's thread. */
    private static final String SEEN =
            " | before for ada; after for ada; tool for ada; before for ada; after for ada; ";

    private static Path classes = Path.of("");

    @BeforeAll
    static void compile() {
        classes = Fixtures.compile("springchat", 17, libraries());
    }

    static Collection<Jdk> jdks() {
        return Jdk.all();
    }

    /** All jars of this test's class path, with ChatClient's. */
    private static String libraries() {
        Path client = Path.of("target", "libraries", "spring-ai-client-chat-2.0.1.jar");
        return Stream.concat(
                        Stream.of(client.toAbsolutePath().toString()),
                        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                                .filter(entry -> entry.endsWith(".jar")))
                .collect(Collectors.joining(File.pathSeparator));
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void theConversationGoesOnWhereverItsNextTurnIsAnswered(Jdk jdk) {
        ChildJvm plain = ChildJvm.on(jdk)
                .options("-XX:TieredStopAtLevel=1", "-Xmx256m", "-Dsun.net.httpserver.nodelay=true")
                .command(List.of("-cp", classes + File.pathSeparator + libraries(), "springchat.Main"));
        try (Serving without = Serving.started(plain, Path.of(""))) {
            assertThat(without.ask("none")).isEqualTo("a says rain" + SEEN + "2 + 0 requests");
            assertThat(without.ask("after the tool"))
                    .isEqualTo(
                            "InternalServerException | before for ada; after for ada; tool for ada; before for ada; 3 + 0 requests");
        }
        try (Serving serving = Serving.with(plain, CONFIG)) {
            assertThat(serving.ask("none")).isEqualTo("a says rain" + SEEN + "2 + 0 requests");
            serving.awaitChain("chat", "b");
            assertThat(serving.ask("before the tool")).isEqualTo("a says rain" + SEEN + "3 + 1 requests");
            assertThat(serving.ask("after the tool")).isEqualTo("b says rain" + SEEN + "3 + 1 requests");

            assertThat(serving.jmx().agent().getAdvice())
                    .filteredOn(line -> line.contains("retries by itself"))
                    .singleElement()
                    .asString()
                    .startsWith(
                            "node a#0: org.springframework.ai.openai.OpenAiChatModel retries by itself, up to 1 time:");
            assertThat(serving.jmx().agent().getLastInternalErrors()).isEmpty();
            assertThat(serving.end().err()).doesNotContain("signalbox");
        }
    }
}
