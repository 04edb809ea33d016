package dev.signalbox.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.signalbox.agent.testing.AgentJars;
import dev.signalbox.agent.testing.ChildJvm;
import dev.signalbox.agent.testing.Fixtures;
import dev.signalbox.agent.testing.Jdk;
import dev.signalbox.agent.testing.Jmx;
import dev.signalbox.agent.testing.Serving;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every shape of call that LangChain4j has, with every fault that a provider has: the fixture {@code shapes} prints what its callers
 * see, with the built agent and without.
 */
class ShapesIT {
    private static final Map<String, String> SITES = Map.of(
            "chat", "langchain4j.chat",
            "stream", "langchain4j.streaming-chat",
            "publisher", "langchain4j.streaming-chat",
            "async", "langchain4j.chat",
            "embed", "langchain4j.embedding");

    private static final List<String> VARIANTS = List.of("", "-hang", "-refused", "-nohost");

    /** What no other chain would do better; everything else that fails is made good. */
    private static final List<String> OF_THE_CALLER = List.of("400", "filter");

    private static final Map<Jdk, List<String>> EXPECTED = new HashMap<>();

    private static Path classes = Path.of("");

    @BeforeAll
    static void compile() {
        classes = Fixtures.compile("shapes", 17, libraries());
    }

    static Collection<Jdk> jdks() {
        return Jdk.all();
    }

    private static String libraries() {
        List<String> wanted = List.of(
                "langchain4j",
                "jackson-annotations",
                "jackson-core",
                "jackson-databind",
                "slf4j-api",
                "jspecify",
                "jtokkit",
                "opennlp-tools");
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> wanted.stream().anyMatch(new File(entry).getName()::startsWith))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static ChildJvm plain(Jdk jdk) {
        return ChildJvm.on(jdk)
                .options("-XX:TieredStopAtLevel=1", "-Xmx128m", "-Dsun.net.httpserver.nodelay=true")
                .command(List.of("-cp", classes + File.pathSeparator + libraries(), "shapes.Main"));
    }

    /** A route for each shape and each address of its primary, with one other chain or none. */
    private static String config(boolean alternative) {
        StringBuilder models = new StringBuilder("models:\n");
        StringBuilder routes = new StringBuilder("routes:\n");
        for (String shape : new TreeMap<>(SITES).keySet()) {
            List<String> variants = new ArrayList<>(VARIANTS);
            variants.add("-other");
            for (String variant : variants) {
                String match = shape.equals("embed")
                        ? "type: shapes.Embeddings$" + type(variant)
                        : "library: langchain4j, name: " + shape + variant;
                models.append("  " + shape + variant + ": { match: { " + match + " } }\n");
            }
            for (String variant : VARIANTS) {
                routes.append("  " + shape + variant + ": { call-sites: [" + SITES.get(shape) + "], primary: " + shape
                        + variant + (alternative ? ", alternatives: [" + shape + "-other]" : "") + " }\n");
            }
        }
        return models.toString() + routes;
    }

    private static String type(String variant) {
        return switch (variant) {
            case "-hang" -> "Hang";
            case "-refused" -> "Refused";
            case "-nohost" -> "NoHost";
            case "-other" -> "Other";
            default -> "Healthy";
        };
    }

    /** Without an agent, or with one that has no config. */
    private static List<String> run(ChildJvm jvm) {
        try (Serving serving = Serving.started(jvm, Path.of(""))) {
            List<String> lines = serving.ask("run", "end");
            assertThat(serving.end().exit()).isZero();
            return lines;
        }
    }

    /** What callers see without an agent. */
    private static List<String> expected(Jdk jdk) {
        return EXPECTED.computeIfAbsent(jdk, each -> run(plain(each)));
    }

    private static List<String> routed(Jdk jdk, boolean alternative) {
        try (Serving serving = Serving.with(plain(jdk), config(alternative))) {
            for (String shape : SITES.keySet()) {
                for (String variant : VARIANTS) {
                    await(serving, shape + variant, shape + variant);
                    if (alternative) {
                        await(serving, shape + variant, shape + "-other");
                    }
                }
            }
            List<String> lines = serving.ask("run", "end");
            assertThat(serving.jmx().agent().getLastInternalErrors()).isEmpty();
            return lines;
        }
    }

    /** Waits until a chain may run. The class of an embedding model has ancestors, which its first instances are older than. */
    private static void await(Serving serving, String route, String chain) {
        Jmx.await("chain " + chain + " of " + route, () -> {
            if (serving.jmx().chain(route, chain).getRefusal().isEmpty()) {
                return true;
            }
            if (chain.startsWith("embed")) {
                serving.ask(chain);
            }
            return false;
        });
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void callersSeeWhatTheyWouldSeeWithoutUs(Jdk jdk) {
        List<String> expected = expected(jdk);
        assertThat(expected).hasSizeGreaterThan(110);

        assertThat(run(plain(jdk).agent(AgentJars.built(), ""))).isEqualTo(expected);
        assertThat(routed(jdk, false)).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void theNextChainAnswersWhatItCanAndNobodyIsAskedTwice(Jdk jdk) throws IOException {
        List<String> expected = expected(jdk);
        List<String> lines = routed(jdk, true);
        Map<String, String> healthy = new TreeMap<>();
        for (String line : expected) {
            if (line.contains(", none: ")) {
                healthy.put(line.substring(0, line.indexOf(',')), saw(line));
            }
        }
        int at = 0;
        for (String line : lines) {
            if (line.startsWith("    ") || line.startsWith("service")) {
                continue;
            }
            String label = label(line);
            String shape = label.replaceAll("( on a virtual thread)?,.*", "");
            String fault = label.replaceAll(".*, ", "");
            String own = expected.stream()
                    .filter(each -> label(each).equals(label))
                    .findFirst()
                    .orElseThrow();
            at++;
            if (!healthy.containsKey(shape) || stands(shape, fault)) {
                assertThat(line).as("as without an agent").isEqualTo(own);
            } else {
                String answer = Objects.requireNonNull(healthy.get(shape))
                        .replace("'a'", "'b'")
                        .replace("from a", "from b")
                        .replace("0.5", "0.25");
                assertThat(withoutThread(saw(line))).as(line).isEqualTo(withoutThread(answer));
                boolean reached = !fault.equals("refused") && !fault.equals("no host");
                assertThat(line).endsWith("; " + (reached ? 1 : 0) + " + 1 requests");
            }
        }
        assertThat(at).isGreaterThan(110);
        bodies(lines);
        services(lines);
    }

    /** Whether a call with a fault ends as it would without us: it is healthy, the caller's fault, or its output has begun. */
    private static boolean stands(String shape, String fault) {
        return fault.equals("none")
                || fault.equals("no end mark")
                || fault.equals("cut after 2")
                || OF_THE_CALLER.contains(fault);
    }

    private static String label(String line) {
        int colon = line.indexOf(": ");
        return colon < 0 ? line : line.substring(0, colon);
    }

    private static String saw(String line) {
        return line.substring(line.indexOf(": ") + 2, line.lastIndexOf("; "));
    }

    /** A call that is made good is answered by another thread of the library's. */
    private static String withoutThread(String saw) {
        return saw.replaceAll(" on [^,]*", "");
    }

    private static JsonNode sent(List<String> lines, String name) throws IOException {
        String prefix = "    " + name + " sent ";
        List<String> bodies =
                lines.stream().filter(each -> each.startsWith(prefix)).toList();
        assertThat(bodies).as(name).isNotEmpty();
        return new ObjectMapper().readTree(bodies.get(0).substring(prefix.length()));
    }

    /** What the alternative was sent, field by field: all that the caller asked for, by the alternative's own name. */
    private static void bodies(List<String> lines) throws IOException {
        for (String shape : List.of("chat", "stream")) {
            JsonNode body = sent(lines, shape);
            assertThat(body.get("model").asText()).isEqualTo(shape + "-other");
            assertThat(body.get("temperature").asDouble()).isEqualTo(0.5);
            assertThat(body.get("top_p").asDouble()).isEqualTo(0.75);
            assertThat(body.get("stop").get(0).asText()).isEqualTo("END");
            assertThat(body.get("seed").asInt()).isEqualTo(42);
            assertThat(body.get("extra").asText()).isEqualTo("value");
            assertThat(body.get("response_format").get("type").asText()).isEqualTo("json_object");
            assertThat(body.get("tools").get(0).get("function").get("name").asText())
                    .isEqualTo("clock");
            assertThat(body.get("messages")).hasSize(1);
            assertThat(body.get("max_tokens").asInt()).isEqualTo(99);
        }
        for (String shape : List.of("publisher", "async")) {
            JsonNode body = sent(lines, shape);
            assertThat(body.get("model").asText()).isEqualTo(shape + "-other");
            assertThat(body.get("temperature").asDouble()).isEqualTo(0.5);
        }
        assertThat(sent(lines, "embed text").get("model").asText()).isEqualTo("embed");
    }

    private static void services(List<String> lines) throws IOException {
        assertThat(lines)
                .contains(
                        "service, tool, none: from a; 2 + 0 requests",
                        "service, tool, 500: from b; 2 + 2 requests",
                        "service, again, 500: from b; 1 + 1 requests",
                        "service, schema, 500: Person[name=b, age=7]; 1 + 1 requests",
                        "service, token stream, 500: [from ][b] complete 'from b' STOP 18 tokens; 1 + 1 requests");
        assertThat(lines)
                .filteredOn("    tool asked 1, remembered [USER, AI, TOOL_EXECUTION_RESULT, AI]"::equals)
                .hasSize(2);
        assertThat(lines).filteredOn("    remembered 6"::equals).hasSize(2);
        assertThat(sent(lines, "tool")
                        .get("tools")
                        .get(0)
                        .get("function")
                        .get("name")
                        .asText())
                .isEqualTo("weather");
        assertThat(sent(lines, "schema").get("response_format").get("type").asText())
                .isEqualTo("json_schema");
    }
}
