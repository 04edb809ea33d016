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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A library that is there, one that is not, and one of a version that nobody knows: with the built jar. */
class LibraryIT {
    private static final String CHAT = """
            models:
              mine: { match: { library: langchain4j, name: mine } }
              other: { same-client-as: mine, request-name: other }
              last: { match: { library: langchain4j, name: last } }
            routes:
              chat: { call-sites: [langchain4j.chat], primary: mine, alternatives: [other, last] }
            """;

    private static final String STREAM = """
            models:
              a: { match: { library: langchain4j, name: a } }
              b: { match: { library: langchain4j, name: b } }
            routes:
              stream: { call-sites: [langchain4j.streaming-chat], primary: a, alternatives: [b] }
            """;

    static Collection<Jdk> jdks() {
        return Jdk.all();
    }

    /** The jars of the class path of this test that LangChain4j needs. */
    private static String langchain4j() {
        List<String> wanted = List.of(
                "langchain4j-core", "jackson-annotations", "jackson-core", "jackson-databind", "slf4j-api", "jspecify");
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> wanted.stream().anyMatch(new File(entry).getName()::startsWith))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static ChildJvm running(Jdk jdk, String main, Path classes, String libraries) {
        return ChildJvm.on(jdk)
                .options("-XX:TieredStopAtLevel=1", "-Xmx128m")
                .command(List.of("-cp", classes + File.pathSeparator + libraries, main));
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void aModelLoadedBeforeItsAncestorsIsFoundAndItsClientServesAnotherModel(Jdk jdk) {
        Path classes = Fixtures.compile("talk", 17, langchain4j());
        ChildJvm plain = running(jdk, "talk.Main", classes, langchain4j());
        try (Serving serving = Serving.with(plain, CHAT)) {
            assertThat(serving.ask("new mine")).isEqualTo("made");
            assertThat(serving.ask("new last")).isEqualTo("made");
            assertThat(serving.ask("chat mine hello")).isEqualTo("mine as mine: hello");
            Jmx.await("the class's own method", () -> {
                assertThat(serving.ask("chat mine again")).isEqualTo("mine as mine: again");
                assertThat(serving.ask("chat last me")).isEqualTo("last as last: me");
                return serving.jmx().route("chat").getCalls() > 0
                        && serving.jmx().chain("chat", "last").getRefusal().isEmpty();
            });
            assertThat(serving.jmx().route("chat").getState()).isEqualTo("active");
            int before = Integer.parseInt(serving.ask("invocations mine"));
            long calls = serving.jmx().route("chat").getCalls();
            assertThat(serving.ask("chat mine once")).isEqualTo("mine as mine: once");
            assertThat(serving.ask("invocations mine")).isEqualTo(Integer.toString(before + 1));
            assertThat(serving.jmx().route("chat").getCalls()).isEqualTo(calls + 1);

            serving.ask("break mine");
            assertThat(serving.ask("chat mine third")).isEqualTo("mine as other: third");
            serving.jmx().route("chat").failOver("last");
            assertThat(serving.ask("chat mine fourth")).isEqualTo("last as last: fourth");
            assertThat(serving.jmx().agent().getLastInternalErrors()).isEmpty();
            assertThat(serving.end().err()).doesNotContain("signalbox");
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void aVersionWithoutTheMethodDisablesTheCallSiteWithOneLine(Jdk jdk) {
        Path classes = Fixtures.compile("oldchat", 17);
        ChildJvm plain = running(jdk, "oldchat.Main", classes, "");
        ChildJvm.Result expected;
        try (Serving without = Serving.started(plain, Path.of(""))) {
            without.ask("x");
            expected = without.end();
        }
        try (Serving serving = Serving.with(plain, CHAT)) {
            assertThat(serving.ask("x")).isEqualTo("generated x, chatted x");
            CallSiteInfo site = serving.jmx().agent().getCallSites().stream()
                    .filter(each -> each.id().equals("langchain4j.chat"))
                    .findFirst()
                    .orElseThrow();
            assertThat(site.state()).isEqualTo("disabled");
            assertThat(site.note()).contains("ChatModel has no method chat(", "verified with LangChain4j 1.0.0");
            assertThat(serving.jmx().agent().getAdvice()).anyMatch(line -> line.contains("has no method chat("));
            assertThat(serving.jmx().route("chat").getState()).isEqualTo("waiting");
            ChildJvm.Result result = serving.end();
            assertThat(result.out()).isEqualTo(expected.out());
            assertThat(result.err().lines()).hasSize(2);
            assertThat(result.err())
                    .contains("WARN Call site langchain4j.chat: disabled, because")
                    .contains("ChatModel has no method chat(dev.langchain4j.model.chat.request.ChatRequest)")
                    .endsWith(expected.err());
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void eventsOfALaterVersionReachTheCallersHandlerAndAMissingHandlerTheLibrary(Jdk jdk) {
        Path classes = Fixtures.compile("later", 17, langchain4j());
        ChildJvm plain = running(jdk, "later.Main", classes, langchain4j());
        String nobody;
        try (Serving without = Serving.started(plain, Path.of(""))) {
            nobody = without.ask("null handler");
            without.end();
        }
        try (Serving serving = Serving.with(plain, STREAM)) {
            assertThat(serving.ask("none")).isEqualTo("image a wanted; a, a paused; complete a");
            serving.awaitChain("stream", "b");
            assertThat(serving.ask("first")).isEqualTo("image b wanted; b, b paused; complete b");
            assertThat(serving.ask("second")).as("an event is output").isEqualTo("image a wanted; error a is down");
            assertThat(serving.ask("null handler")).isEqualTo(nobody).isNotEqualTo("nothing");
            assertThat(serving.jmx().agent().getLastInternalErrors()).isEmpty();
            assertThat(serving.end().err()).doesNotContain("signalbox");
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void aLibraryThatIsNotThereLeavesTheRouteWaiting(Jdk jdk) {
        // The user's own class may lack its method as well.
        String own = "call-sites:\n  gone: { method: serving.Simple.away(int) }\n";
        try (Serving serving = Serving.with(jdk, CHAT + own)) {
            serving.ask("new a");
            assertThat(serving.ask("call a x")).isEqualTo("a answers x");
            assertThat(serving.jmx().route("chat").getState()).isEqualTo("waiting");
            assertThat(serving.jmx().route("chat").getStateReason()).contains("no instance of model 'mine' is there");
            assertThat(serving.jmx().agent().getCallSites())
                    .filteredOn(site -> site.id().equals("langchain4j.chat"))
                    .singleElement()
                    .satisfies(site -> assertThat(site.state()).isEqualTo("waiting"));
            assertThat(serving.jmx().agent().getLastInternalErrors()).isEmpty();
            assertThat(serving.jmx().agent().getCallSites())
                    .filteredOn(site -> site.id().equals("gone"))
                    .singleElement()
                    .satisfies(site -> assertThat(site.state()).isEqualTo("disabled"));
            assertThat(serving.end().err().lines())
                    .hasSize(2)
                    .first()
                    .asString()
                    .contains("WARN Call site gone: disabled, because")
                    .contains("serving.Simple")
                    .contains("away");
        }
    }
}
