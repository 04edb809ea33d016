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
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Models that hang, of each library: the caller has the alternative's answer within the deadline, and no stray interrupt. */
class DeadlineIT {
    private static final long DEADLINE_MILLIS = 6_000;
    private static final long SHARE_MILLIS = DEADLINE_MILLIS / 2;

    private static final String CONFIG = """
            call-sites:
              own: { method: deadline.Own.answer(java.lang.String), replay: args, name-from: name() }
            models:
              stream-large: { match: { library: langchain4j, type: dev.langchain4j.model.openai.OpenAiStreamingChatModel, name: large } }
              stream-small: { match: { library: langchain4j, type: dev.langchain4j.model.openai.OpenAiStreamingChatModel, name: small } }
              large: { match: { library: langchain4j, type: dev.langchain4j.model.openai.OpenAiChatModel, name: large } }
              small: { match: { library: langchain4j, type: dev.langchain4j.model.openai.OpenAiChatModel, name: small } }
              vectors: { match: { type: dev.langchain4j.model.openai.OpenAiEmbeddingModel }, nodes: many }
              spring-large: { match: { library: spring-ai, name: spring-large } }
              spring-small: { match: { library: spring-ai, name: spring-small } }
              own-large: { match: { type: deadline.Own, name: own-large } }
              own-small: { match: { type: deadline.Own, name: own-small } }
              slow: { match: { library: onnxruntime, name: slow } }
              quick: { match: { library: onnxruntime, name: quick } }
            routes:
              chat: { call-sites: [langchain4j.chat], primary: large, alternatives: [small], deadline: 6s }
              stream: { call-sites: [langchain4j.streaming-chat], primary: stream-large, alternatives: [stream-small], deadline: 6s }
              embed: { call-sites: [langchain4j.embedding], primary: vectors, deadline: 6s }
              spring: { call-sites: [spring-ai.chat], primary: spring-large, alternatives: [spring-small], deadline: 6s }
              own: { call-sites: [own], primary: own-large, alternatives: [own-small], deadline: 6s, interrupt: true }
              onnx: { call-sites: [onnxruntime.run], primary: slow, alternatives: [quick], deadline: 6s }
            """;

    private static Path classes = Path.of("");

    @BeforeAll
    static void compile() {
        classes = Fixtures.compile("deadline", 17, libraries());
    }

    static Collection<Jdk> jdks() {
        return Jdk.all();
    }

    private static String libraries() {
        Predicate<String> library =
                entry -> entry.endsWith(".jar") && !new File(entry).getName().startsWith("signalbox");
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(library)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static ChildJvm plain(Jdk jdk) {
        return ChildJvm.on(jdk)
                .options("-XX:TieredStopAtLevel=1", "-Xmx256m")
                .command(List.of("-cp", classes + File.pathSeparator + libraries(), "deadline.Main"));
    }

    private static void isAnsweredInTime(Serving serving, String call, String route, String primary, String answer) {
        String[] seen = serving.ask(call).split("; ");
        assertThat(seen[0]).as(call).isEqualTo(answer);
        assertThat(Long.parseLong(seen[1])).as(call).isBetween(SHARE_MILLIS - 50, DEADLINE_MILLIS - 1);
        assertThat(seen[2]).as(call).isEqualTo("not interrupted");
        assertThat(serving.jmx().route(route).getCutAttempts()).as(call).isPositive();
        assertThat(serving.jmx().node(primary).getFailuresByClass().get("timeout"))
                .as(call)
                .isPositive();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void theAlternativeAnswersWithinTheDeadline(Jdk jdk) {
        try (Serving serving = Serving.with(plain(jdk), CONFIG)) {
            for (String other : List.of("chat", "stream", "spring", "own", "onnx")) {
                assertThat(serving.ask(other + "-other")).as(other).endsWith("not interrupted");
            }
            serving.awaitChain("chat", "small");
            serving.awaitChain("stream", "stream-small");
            serving.awaitChain("spring", "spring-small");
            serving.awaitChain("own", "own-small");
            serving.awaitChain("onnx", "quick");
            isAnsweredInTime(serving, "own", "own", "own-large", "own-small answers");
            isAnsweredInTime(serving, "onnx", "onnx", "slow", "4.0");
            isAnsweredInTime(serving, "stream", "stream", "stream-large", "answered");
            isAnsweredInTime(serving, "chat", "chat", "large", "answered");
            isAnsweredInTime(serving, "spring", "spring", "spring-large", "answered");
            // Replicas, of which one hangs: whichever is asked first.
            for (int i = 0; i < 30 && serving.jmx().route("embed").getCutAttempts() == 0; i++) {
                assertThat(serving.ask("embed")).startsWith("0.5; ").endsWith("; not interrupted");
            }
            assertThat(serving.jmx().route("embed").getCutAttempts()).isPositive();
            for (String other : List.of("chat", "stream", "spring", "own", "onnx")) {
                // The clients, and this thread, have taken no harm.
                String[] again = serving.ask(other + "-other").split("; ");
                assertThat(List.of(again[0], again[2]))
                        .as(other)
                        .isEqualTo(List.of(
                                other.equals("own") ? "own-small answers" : other.equals("onnx") ? "4.0" : "answered",
                                "not interrupted"));
            }
            assertThat(serving.jmx().route("own").getDeadlineSeconds()).isEqualTo(6);
            assertThat(serving.jmx().route("own").getMissedDeadlines()).isZero();
            assertThat(serving.jmx().agent().getLastInternalErrors()).isEmpty();
        }
    }
}
