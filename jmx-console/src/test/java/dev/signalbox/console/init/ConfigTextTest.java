package dev.signalbox.console.init;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.core.config.BuiltIns;
import dev.signalbox.core.config.ChainConfig;
import dev.signalbox.core.config.ConfigException;
import dev.signalbox.core.config.ConfigReader;
import dev.signalbox.core.config.Match;
import dev.signalbox.core.config.ModelConfig;
import dev.signalbox.core.config.RouteConfig;
import dev.signalbox.core.config.SignalboxConfig;
import dev.signalbox.core.control.CallSiteInfo;
import dev.signalbox.core.control.InstanceInfo;
import dev.signalbox.core.control.SubstituteInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whatever was seen, the config that is proposed is one that the agent accepts, and means what was seen. */
class ConfigTextTest {
    private static final ConfigReader READER = new ConfigReader(new BuiltIns(
            Map.of("langchain4j.chat", "langchain4j", "onnxruntime.run", "onnxruntime"), Set.of("langchain4j")));

    private final List<InstanceInfo> instances = new ArrayList<>();
    private final List<CallSiteInfo> sites = new ArrayList<>();
    private final List<String> incompatible = new ArrayList<>();

    private InstanceInfo seen(String library, String site, String name, String className, long calls) {
        InstanceInfo info = new InstanceInfo(
                "i#" + instances.size(),
                library,
                List.of(site),
                name,
                className,
                calls % 2 == 0 ? "com.acme.App.main(App.java:42)" : "",
                "observed",
                calls,
                calls == 0 ? Double.NaN : 12.5,
                calls == 0 ? Double.NaN : 20,
                calls * 10,
                Double.NaN,
                "",
                "");
        instances.add(info);
        return info;
    }

    private void chat(String name, long calls) {
        seen("langchain4j", "langchain4j.chat", name, "com.acme.Chat", calls);
    }

    private void onnx(String name, long calls) {
        seen("onnxruntime", "onnxruntime.run", name, "ai.onnxruntime.OrtSession", calls);
    }

    private String text() {
        List<SubstituteInfo> substitutes = new ArrayList<>();
        for (InstanceInfo one : instances) {
            for (InstanceInfo other : instances) {
                if (one != other && one.callSites().equals(other.callSites())) {
                    boolean odd = incompatible.contains(one.node()) != incompatible.contains(other.node());
                    substitutes.add(new SubstituteInfo(
                            one.node(),
                            other.node(),
                            odd ? "incompatible" : "compatible",
                            odd ? "input 'x' is [-1,16],\nof the primary [-1,8]" : ""));
                }
            }
        }
        return ConfigText.of(new Seen("4711 com.acme.App", "", sites, instances, substitutes));
    }

    private static SignalboxConfig read(String text) {
        try {
            return READER.read(text, "signalbox.yaml");
        } catch (ConfigException e) {
            throw new AssertionError(text + e.problems(), e);
        }
    }

    private static List<String> chains(RouteConfig route) {
        return route.chains().stream().map(ChainConfig::model).toList();
    }

    @Test
    void modelsOfOneCallSiteBecomeARouteWithTheMostCalledFirst() {
        chat("gpt-4o-mini", 3);
        chat("gpt-4o", 1200);
        chat("claude", 7);
        String text = text();
        SignalboxConfig config = read(text);
        assertThat(config.models().keySet()).containsExactly("gpt-4o-mini", "gpt-4o", "claude");
        assertThat(config.models().get("gpt-4o").match())
                .isEqualTo(new Match("langchain4j", "gpt-4o", null, null, null));
        assertThat(config.routes()).containsOnlyKeys("chat");
        RouteConfig route = config.routes().get("chat");
        assertThat(route.callSites()).containsExactly("langchain4j.chat");
        assertThat(chains(route)).containsExactly("gpt-4o", "claude", "gpt-4o-mini");
        assertThat(text)
                .contains("# Proposed from 3 model instances seen in 4711 com.acme.App\n")
                .contains("  # com.acme.Chat, made at com.acme.App.main(App.java:42); 1200 calls, mean 12.5 ms\n")
                .contains("  # com.acme.Chat, found by its first call; 3 calls, mean 12.5 ms\n")
                .contains("primary: gpt-4o # the most called so far: 1200\n");
    }

    @Test
    void whatCannotStandInIsNamedWithTheReasonAndHasARouteOfItsOwn() {
        onnx("scorer", 10);
        onnx("ranker", 5);
        onnx("scorer-small", 1);
        incompatible.add("i#1");
        String text = text();
        SignalboxConfig config = read(text);
        assertThat(config.routes()).containsOnlyKeys("run-scorer", "run-ranker");
        assertThat(chains(config.routes().get("run-scorer"))).containsExactly("scorer", "scorer-small");
        assertThat(chains(config.routes().get("run-ranker"))).containsExactly("ranker");
        assertThat(text)
                .contains("    # ranker cannot stand in for it: input 'x' is [-1,16],?of the primary [-1,8]\n")
                .contains("none of the instances seen");
    }

    @Test
    void instancesThatNothingTellsApartAreReplicasWhereTheyAnswerAlike() {
        for (int i = 0; i < 20; i++) {
            onnx("scorer", 1);
        }
        ModelConfig scorer = read(text()).models().get("scorer");
        assertThat(scorer.many()).isTrue();
        assertThat(scorer.max()).isEqualTo(20);
    }

    @Test
    void instancesThatNothingTellsApartAreLeftOutWhereTheyDoNotAnswerAlike() {
        onnx("main_graph", 1);
        onnx("main_graph", 1);
        chat("gpt-4o", 1);
        incompatible.add("i#1");
        String text = text();
        SignalboxConfig config = read(text);
        assertThat(config.models()).containsOnlyKeys("gpt-4o");
        assertThat(config.routes()).containsOnlyKeys("chat");
        assertThat(text).contains("do not answer alike", "match each by field", "  #   match: { library: onnxruntime");
        instances.remove(2);
        assertThat(read(text()).models()).as("nothing but a comment").isEmpty();
    }

    @Test
    void aNameOfTwoClassesIsNarrowedByClassAndNoNameIsMatchedByClass() {
        chat("gpt-4o", 2);
        seen("langchain4j", "langchain4j.chat", "gpt-4o", "com.acme.Caching$Chat", 1);
        seen("langchain4j", "langchain4j.chat", " ", "com.acme.Models$LocalChat", 0);
        String text = text();
        SignalboxConfig config = read(text);
        assertThat(config.models().values().stream().map(ModelConfig::match))
                .containsExactly(
                        new Match("langchain4j", "gpt-4o", "com.acme.Chat", null, null),
                        new Match("langchain4j", "gpt-4o", "com.acme.Caching$Chat", null, null),
                        new Match("langchain4j", null, "com.acme.Models$LocalChat", null, null));
        assertThat(config.models().keySet()).containsExactly("gpt-4o", "gpt-4o-2", "LocalChat");
        assertThat(text).contains("where one wraps the other", "It has no name of its own");
    }

    @Test
    void ownCallSitesAndNotesAreRemarks() {
        chat("gpt-4o", 1);
        seen("", "score", "exact", "com.acme.Exact", 3);
        sites.add(new CallSiteInfo(
                "langchain4j.chat", "observed", 1, "com.acme.Chat.chat is synchronized: observed, not routed", ""));
        assertThat(text())
                .contains("# - com.acme.Exact, found by its first call; 3 calls, mean 12.5 ms: of the call site score")
                .contains("# - Call site langchain4j.chat: com.acme.Chat.chat is synchronized: observed, not routed");
        assertThat(read(text()).models()).containsOnlyKeys("gpt-4o");
    }

    @Test
    void beansAreMatchedByTheirNames() {
        for (String bean : List.of("fast", "strong")) {
            instances.add(new InstanceInfo(
                    bean,
                    "langchain4j",
                    List.of("langchain4j.chat"),
                    "gpt-4o",
                    "com.acme.Chat",
                    "",
                    "observed",
                    1,
                    1,
                    1,
                    Double.NaN,
                    Double.NaN,
                    "",
                    bean));
        }
        SignalboxConfig config = read(text());
        assertThat(config.models().get("fast").match()).isEqualTo(new Match("langchain4j", null, null, null, "fast"));
        assertThat(config.models().get("strong").match())
                .isEqualTo(new Match("langchain4j", null, null, null, "strong"));
        assertThat(config.routes().get("chat").chains()).hasSize(2);
    }

    @Test
    void anyNameIsQuotedSoThatItIsReadAsItIs() {
        String[] hard = {
            "true",
            "NULL",
            "~",
            "4",
            "1e3",
            ".inf",
            "- a",
            "a: b",
            "a #b",
            "#a",
            "{a}",
            "[a]",
            "a, b",
            "'a'",
            "\"a\"",
            "\\",
            "a\nb",
            "\u001b[31m",
            "\u0085",
            "a\u2028",
            "caf\u00e9",
            "\u6a21\u578b",
            "\ud83e\udd16",
            "\ufeffa",
            "&a",
            "*a",
            "!a",
            "%a",
            "@a",
            "`a",
            "? a",
            "|",
            ">",
            "meta-llama/Llama-3.1-8B",
            "x".repeat(200),
            "-",
            "...",
            "---",
            "yes",
            "=",
            "<<"
        };
        for (String name : hard) {
            chat(name, 1);
        }
        holds(hard.length);
        Random random = new Random(7);
        for (int i = 0; i < 2000; i++) {
            StringBuilder name = new StringBuilder("a");
            for (int n = random.nextInt(12); n > 0; n--) {
                int c = random.nextInt(4) == 0 ? random.nextInt(0xd800) : random.nextInt(0x80);
                name.appendCodePoint(random.nextInt(50) == 0 ? 0x10000 + random.nextInt(0x1000) : c);
            }
            chat(name.toString(), 1);
        }
        holds(instances.size());
    }

    /** Every instance is matched by the model that was made for it, as often as it was seen. */
    private void holds(int most) {
        SignalboxConfig config = read(text());
        List<String> names = config.models().values().stream()
                .map(model -> model.match().name())
                .toList();
        assertThat(names)
                .hasSizeLessThanOrEqualTo(most)
                .containsExactlyElementsOf(
                        instances.stream().map(InstanceInfo::name).distinct().toList());
        assertThat(config.models().keySet()).allMatch(name -> name.length() <= 64);
        assertThat(chains(config.routes().get("chat"))).hasSameSizeAs(names);
    }
}
