package dev.signalbox.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.agent.testing.HeapDump;
import dev.signalbox.agent.testing.Jdk;
import dev.signalbox.agent.testing.Jmx;
import dev.signalbox.agent.testing.Serving;
import dev.signalbox.agent.testing.WebApps;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.management.ObjectName;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Web applications in Tomcat, each with its own copy of LangChain4j. */
class WebAppsIT {
    /** The models and routes of one web application, whose models are named after it. */
    private static final String MODELS = """
              NAME-large: { match: { type: app.Chat, name: NAME-large } }
              NAME-small: { match: { type: app.Chat, name: NAME-small } }
              NAME-large-stream: { match: { type: app.Streaming, name: NAME-large } }
              NAME-small-stream: { match: { type: app.Streaming, name: NAME-small } }
              NAME-here: { match: { type: app.Vectors$Main, name: NAME-vectors } }
              NAME-elsewhere: { match: { type: app.Vectors$Spare, name: NAME-vectors } }
            """;

    private static final String ROUTES = """
              NAME-chat: { call-sites: [langchain4j.chat], primary: NAME-large, alternatives: [OTHERNAME-small] }
              NAME-stream:
                call-sites: [langchain4j.streaming-chat]
                primary: NAME-large-stream
                alternatives: [OTHERNAME-small-stream]
                retry: { attempts: 2, backoff: 10ms, budget: 100% }
              NAME-embed: { call-sites: [langchain4j.embedding], primary: NAME-here, alternatives: [NAME-elsewhere] }
            """;

    /** One config for two deployments of one application. */
    private static final String MANY = """
            call-sites:
              rank: { method: app.Ranker.rank(java.lang.String), replay: args, name-from: name() }
              count: { method: java.util.function.ToLongFunction.applyAsLong(java.lang.Object), replay: args }
            models:
              large: { match: { type: app.Chat, name: shop-large }, nodes: many }
              small: { match: { type: app.Chat, name: shop-small }, nodes: many }
              large-stream: { match: { type: app.Streaming, name: shop-large }, nodes: many }
              small-stream: { match: { type: app.Streaming, name: shop-small }, nodes: many }
              here: { match: { type: app.Vectors$Main }, nodes: many }
              elsewhere: { match: { type: app.Vectors$Spare }, nodes: many }
              ranker: { match: { name: ranker }, nodes: many }
              small-ranker: { match: { name: small-ranker }, nodes: many }
              counter: { match: { type: app.Counter$Large }, nodes: many }
              small-counter: { match: { type: app.Counter$Small }, nodes: many }
            routes:
              chat: { call-sites: [langchain4j.chat], primary: large, alternatives: [small] }
              stream:
                call-sites: [langchain4j.streaming-chat]
                primary: large-stream
                alternatives: [small-stream]
                retry: { attempts: 2, backoff: 10ms, budget: 100% }
              embed: { call-sites: [langchain4j.embedding], primary: here, alternatives: [elsewhere] }
              rank: { call-sites: [rank], primary: ranker, alternatives: [small-ranker] }
              count: { call-sites: [count], primary: counter, alternatives: [small-counter] }
            """;

    private static final int ROUNDS = 20;
    private static final int SETTLED = 4;
    /** What of the last deployment may not be cleared away yet just when the heap is dumped. */
    private static final int SLACK = 14;

    static Collection<Jdk> jdks() {
        return Jdk.all();
    }

    static String config(String... names) {
        StringBuilder models = new StringBuilder("models:\n");
        StringBuilder routes = new StringBuilder("routes:\n");
        for (String name : names) {
            models.append(MODELS.replace("NAME", name));
            routes.append(ROUTES.replace("OTHERNAME", name).replace("NAME", name));
        }
        return models + "" + routes;
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void eachOfTwoIsRoutedWithinItself(Jdk jdk) {
        String config = config("shop", "desk")
                .replace("alternatives: [shop-small]", "alternatives: [desk-small, shop-small]")
                .replace("alternatives: [shop-small-stream]", "alternatives: [desk-small-stream, shop-small-stream]")
                .replace("alternatives: [shop-elsewhere]", "alternatives: [desk-elsewhere, shop-elsewhere]");
        try (Serving tomcat = Serving.with(WebApps.tomcat(jdk), config)) {
            for (String name : List.of("shop", "desk")) {
                assertThat(tomcat.ask("deploy " + name)).isEqualTo("STARTED");
                answers(tomcat, name, name);
            }
            for (String kind : List.of("chat desk-small", "stream desk-small-stream", "embed desk-elsewhere")) {
                String[] words = kind.split(" ");
                assertThat(tomcat.jmx().chain("shop-" + words[0], words[1]).getRefusal())
                        .contains("it belongs to another application (class loader org.apache.catalina.loader.");
            }
            quiet(tomcat);
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void aSecondDeploymentPassesThroughAsAdviceExplainsAndTakesThePlaceOfTheFirst(Jdk jdk) {
        try (Serving tomcat = Serving.with(WebApps.tomcat(jdk), config("shop"))) {
            tomcat.ask("deploy shop");
            answers(tomcat, "shop", "shop");
            tomcat.ask("deploy shop-b");
            tomcat.ask("tell shop-b down large");
            assertThat(tomcat.ask("tell shop-b chat large hi")).contains("shop-large is down");
            assertThat(tomcat.ask("tell shop-b stream large hi")).contains("shop-large is down");
            assertThat(tomcat.jmx().agent().getAdvice())
                    .hasSize(6)
                    .allMatch(line -> line.contains("ambiguous: a second instance matches model 'shop-")
                            && line.contains("another class loader"));
            tomcat.ask("stop shop");
            assertThat(tomcat.ask("gone")).isEqualTo("gone");
            Jmx.await(
                    "the second one's turn",
                    () -> tomcat.ask("tell shop-b chat large hi").equals("shop-small says hi"));
            answers(tomcat, "shop-b", "shop");
            assertThat(tomcat.jmx().agent().getAdvice()).isEmpty();
            quiet(tomcat);
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void twoOfOneConfigAreEachAnsweredByTheirOwnNodesOnly(Jdk jdk) {
        try (Serving tomcat = Serving.with(WebApps.tomcat(jdk), MANY)) {
            for (String context : List.of("shop", "shop-b")) {
                assertThat(tomcat.ask("deploy " + context)).isEqualTo("STARTED");
                tomcat.ask("tell " + context + " count small x"); // found by its first call where its type came late
                tomcat.ask("tell " + context + " count large x");
            }
            for (int round = 0; round < SETTLED; round++) {
                for (String context : List.of("shop", "shop-b")) {
                    String tell = "tell " + context + " ";
                    int who = Integer.parseInt(tomcat.ask(tell + "who"));
                    answers(tomcat, context, "shop");
                    tomcat.ask(tell + "down large 0");
                    tomcat.ask(tell + "down here 0");
                    assertThat(tomcat.ask(tell + "rank large x")).isEqualTo("ranker of " + who);
                    assertThat(tomcat.ask(tell + "count large x")).isEqualTo("" + who);
                }
            }
            int other = Integer.parseInt(tomcat.ask("tell shop-b who"));
            tomcat.ask("tell shop-b fails ranker");
            tomcat.ask("tell shop-b fails counter");
            assertThat(tomcat.ask("tell shop-b rank large x")).isEqualTo("small-ranker of " + other);
            assertThat(tomcat.ask("tell shop-b count large x")).isEqualTo("" + -other);
            for (String model : List.of("small-ranker", "small counter", "shop-large", "shop-small")) {
                tomcat.ask("tell shop-b fails " + model);
            }
            for (int i = 0; i < SETTLED; i++) {
                assertThat(tomcat.ask("tell shop-b rank large x")).contains("ranker is down");
                assertThat(tomcat.ask("tell shop-b count large x")).contains("counter is down");
                assertThat(tomcat.ask("tell shop-b chat large hi")).contains("is down");
                assertThat(tomcat.ask("tell shop-b stream large hi")).contains("is down");
                assertThat(tomcat.ask("tell shop chat large hi")).isEqualTo("shop-large says hi");
            }
            for (String route : List.of("chat", "stream", "embed", "rank", "count")) {
                assertThat(tomcat.jmx().route(route).getState()).as(route).isEqualTo("active");
            }
            assertThat(tomcat.jmx().agent().getAdvice()).isEmpty();
            tomcat.ask("stop shop");
            assertThat(tomcat.ask("gone")).isEqualTo("gone");
            assertThat(tomcat.ask("tell shop-b rank large x")).contains("ranker is down");
            quiet(tomcat);
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void onesThatComeAndGoLeaveNothingBehind(Jdk jdk) {
        try (Serving tomcat = Serving.with(WebApps.tomcat(jdk), config("shop"))) {
            Map<String, Integer> types = new HashMap<>();
            for (int round = 0; round < ROUNDS; round++) {
                assertThat(tomcat.ask("deploy shop")).isEqualTo("STARTED");
                answers(tomcat, "shop", "shop");
                assertThat(tomcat.ask("tell shop stream large hold")).isEqualTo("shop-small ...");
                assertThat(tomcat.ask("stop shop")).isEqualTo("stopped");
                String gone = tomcat.ask("gone");
                assertThat(gone)
                        .as(() -> HeapDump.of(tomcat.jmx()).pathTo("app.App"))
                        .isEqualTo("gone");
                if (round == SETTLED) {
                    Jmx.await(
                            "the beans of the nodes to go", () -> nodes(tomcat).isEmpty());
                    types.putAll(HeapDump.of(tomcat.jmx()).count("dev.signalbox."));
                }
            }
            Jmx.await("the beans of the nodes to go", () -> nodes(tomcat).isEmpty());
            // What the last nodes had goes with the control thread's next turns; what leaks never does.
            Awaitility.await("nothing left behind")
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> {
                        HeapDump dump = HeapDump.of(tomcat.jmx());
                        assertThat(dump.count("app."))
                                .as(() -> dump.pathTo("app.App"))
                                .isEmpty();
                        assertThat(dump.count("dev.langchain4j.")).isEmpty();
                        Map<String, Integer> late = dump.count("dev.signalbox.");
                        late.remove("dev.signalbox.core.control.EventInfo"); // the last 256
                        late.forEach((type, count) -> assertThat(count)
                                .as(() -> type + ": " + dump.pathTo(type))
                                .isLessThanOrEqualTo(types.getOrDefault(type, 0) + SLACK));
                    });
            quiet(tomcat);
        }
    }

    /** The beans and metrics of nodes. */
    private static List<String> nodes(Serving tomcat) throws Exception {
        Set<ObjectName> names = tomcat.jmx().server().queryNames(new ObjectName("signalbox:type=Node,*"), null);
        Set<ObjectName> metrics =
                tomcat.jmx().server().queryNames(new ObjectName("signalbox.metrics:name=node.*,*"), null);
        return Stream.concat(names.stream(), metrics.stream())
                .map(ObjectName::toString)
                .toList();
    }

    /** Calls every model, with the first one up, and down. */
    private static void answers(Serving tomcat, String context, String name) {
        String tell = "tell " + context + " ";
        tomcat.ask(tell + "down large 0");
        tomcat.ask(tell + "down here 0");
        assertThat(tomcat.ask(tell + "chat large hi")).isEqualTo(name + "-large says hi");
        assertThat(tomcat.ask(tell + "stream large hi")).isEqualTo(name + "-large says; " + name + "-large says hi");
        assertThat(tomcat.ask(tell + "embed hi")).isEqualTo("here");
        assertThat(tomcat.ask(tell + "stream large again"))
                .as("a retry")
                .isEqualTo(name + "-large says; " + name + "-large says again");
        tomcat.ask(tell + "down large 1");
        assertThat(tomcat.ask(tell + "stream large again"))
                .as("a retry, in the context of the web application")
                .isEqualTo(name + "-large says; " + name + "-large says again");
        tomcat.ask(tell + "down large");
        tomcat.ask(tell + "down here");
        assertThat(tomcat.ask(tell + "chat large hi")).isEqualTo(name + "-small says hi");
        assertThat(tomcat.ask(tell + "stream large hi")).isEqualTo(name + "-small says; " + name + "-small says hi");
        assertThat(tomcat.ask(tell + "embed hi")).isEqualTo("elsewhere");
    }

    private static void quiet(Serving tomcat) {
        assertThat(tomcat.jmx().agent().getLastInternalErrors()).isEmpty();
        assertThat(tomcat.end().err().lines())
                .noneMatch(line ->
                        line.contains("signalbox") || line.contains("ThreadLocal") || line.contains("Exception"));
    }
}
