package dev.signalbox.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.signalbox.core.config.DegradeConfig.Then;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What good files mean. */
class ConfigReaderTest {
    @Test
    void readsEverythingThisVersionKnows() throws ConfigException {
        SignalboxConfig config = read(Fixtures.resource("good.yaml"));

        assertThat(config.observe()).isTrue();
        assertThat(config.hardware()).isEqualTo(new HardwareConfig(Duration.ofMillis(500)));
        assertThat(config.models())
                .containsExactly(
                        entry(
                                "large",
                                able(
                                        matched(
                                                "large",
                                                new Match("langchain4j", "gpt-4o", null, null, null),
                                                false,
                                                1,
                                                false),
                                        Map.of("json", 1.0, "reasoning", 0.95))),
                        entry(
                                "small",
                                matched(
                                        "small",
                                        new Match("langchain4j", "gpt-4o-mini", null, null, null),
                                        true,
                                        4,
                                        true)),
                        entry(
                                "mini",
                                able(
                                        new ModelConfig("mini", null, false, 1, false, null, "large", "gpt-4o-mini"),
                                        Map.of("json", 0.5))),
                        entry(
                                "local",
                                able(
                                        new ModelConfig(
                                                "local",
                                                null,
                                                false,
                                                1,
                                                false,
                                                new StaticMethod("com.acme.Models", "newLocal"),
                                                null,
                                                null),
                                        Map.of("fast", 0.5))),
                        entry(
                                "mlp",
                                matched(
                                        "mlp",
                                        new Match(null, null, "com.acme.Scorer", "com.acme.App.SCORER", "scorer"),
                                        true,
                                        16,
                                        false)));
        assertThat(config.callSites())
                .containsExactly(
                        entry(
                                "score",
                                new CallSiteConfig(
                                        "score",
                                        "com.acme.Scorer",
                                        "score",
                                        List.of("com.acme.Features", "int", "float[][]", "String[]"),
                                        Replay.SAME_FRAME,
                                        "modelName")),
                        entry("rank", new CallSiteConfig("rank", "com.acme.Ranker", "rank", null, Replay.NONE, null)));
        assertThat(config.routes())
                .containsExactly(
                        entry(
                                "chat",
                                new RouteConfig(
                                        "chat",
                                        List.of("langchain4j.chat"),
                                        "large",
                                        List.of(
                                                new ChainConfig("large", "large"),
                                                new ChainConfig("small", "small"),
                                                new ChainConfig("cheap", "mini")),
                                        new RetryConfig(2, Duration.ofMillis(250), 0.5),
                                        DeadlineConfig.NONE,
                                        new RecoveryConfig(
                                                List.of(
                                                        condition(Metric.ERROR_RATE, Comparison.ABOVE, 0.2, 10),
                                                        condition(
                                                                Metric.CONSECUTIVE_ERRORS, Comparison.AT_LEAST, 5, 0)),
                                                List.of(
                                                        new DegradeConfig(
                                                                condition(Metric.P95, Comparison.ABOVE, 3000, 30),
                                                                Then.REBALANCE,
                                                                0,
                                                                DegradeConfig.IDLE,
                                                                0.2),
                                                        new DegradeConfig(
                                                                condition(Metric.IN_FLIGHT, Comparison.ABOVE, 10, 5),
                                                                Then.SCALE,
                                                                4,
                                                                Duration.ofMinutes(1),
                                                                DegradeConfig.FLOOR),
                                                        new DegradeConfig(
                                                                condition(
                                                                        Metric.SUCCESS_RATE, Comparison.BELOW, 0.95, 0),
                                                                Then.FAILOVER))))),
                        entry(
                                "mini-chat",
                                new RouteConfig(
                                        "mini-chat",
                                        List.of("langchain4j.chat"),
                                        "small",
                                        List.of(new ChainConfig("mini", "mini")),
                                        new RetryConfig(3, Duration.ofMillis(100), 0.2),
                                        DeadlineConfig.NONE,
                                        RecoveryConfig.NONE,
                                        RouteAllocation.NONE,
                                        WishesConfig.NONE,
                                        new RankingConfig(
                                                RankingStrategy.COST,
                                                Map.of(),
                                                Duration.ofSeconds(3).toNanos(),
                                                2 * 1024 * 1024,
                                                Map.of("json", 0.5)))),
                        entry(
                                "scores",
                                new RouteConfig(
                                        "scores",
                                        List.of("score", "onnxruntime.run"),
                                        "mlp",
                                        List.of(new ChainConfig("mlp", "mlp"), new ChainConfig("made", "local")),
                                        RetryConfig.NONE,
                                        new DeadlineConfig(Duration.ofMillis(1500), DeadlineConfig.Interrupts.ALWAYS),
                                        RecoveryConfig.NONE,
                                        RouteAllocation.NONE,
                                        new WishesConfig(
                                                AllocationPriority.NORMAL,
                                                List.of(
                                                        new CallerRule(
                                                                "com.acme.Checkout", AllocationPriority.CRITICAL),
                                                        new CallerRule(
                                                                "com.acme.Batch$Nightly.run", AllocationPriority.HIGH),
                                                        new CallerRule("com.acme.reports.*", AllocationPriority.LOW)),
                                                "signalbox.priority"))),
                        entry(
                                "shares",
                                new RouteConfig(
                                        "shares",
                                        List.of("rank"),
                                        "mlp",
                                        List.of(new ChainConfig("local", "local"), new ChainConfig("mlp", "mlp")),
                                        RetryConfig.NONE,
                                        DeadlineConfig.NONE,
                                        RecoveryConfig.NONE,
                                        RouteAllocation.NONE,
                                        WishesConfig.NONE,
                                        new RankingConfig(
                                                RankingStrategy.WEIGHTED,
                                                Map.of("local", 0.25, "mlp", 0.75),
                                                RankingConfig.UNLIMITED,
                                                RankingConfig.UNLIMITED,
                                                Map.of()))));
        assertThat(config.routes().get("scores").wishes().named())
                .containsExactly(
                        AllocationPriority.CRITICAL,
                        AllocationPriority.HIGH,
                        AllocationPriority.NORMAL,
                        AllocationPriority.LOW);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "# only a comment\n", "---\n", "--- {}\n", "\uFEFF", "~"})
    void emptyMeansObserveOnly(String text) throws ConfigException {
        assertThat(read(text)).isEqualTo(SignalboxConfig.observeOnly());
    }

    private static Condition condition(Metric metric, Comparison comparison, double threshold, int seconds) {
        return new Condition(metric, comparison, threshold, Duration.ofSeconds(seconds));
    }

    @Test
    void aFileThatSaysSomethingDoesNotObserveUnlessToldTo() throws ConfigException {
        assertThat(read("models: {}").observe()).isFalse();
        assertThat(read("hardware: { sample: 1s }").observe()).isFalse();
        assertThat(read("models:\nobserve: true\n").observe()).isTrue();
    }

    @Test
    void theEntryOfASharedClientIsTheModelThatOwnsIt() throws ConfigException {
        SignalboxConfig config = read("""
                models:
                  large: { match: { name: gpt-4o } }
                  mini: { same-client-as: large, request-name: gpt-4o-mini }
                routes:
                  chat: { call-sites: [langchain4j.chat], primary: mini, alternatives: [large] }
                """);
        assertThat(config.routes().get("chat")).extracting(RouteConfig::entry).isEqualTo("large");
    }

    @Test
    void sharesAreReadInBothForms() throws ConfigException {
        assertThat(budget("20%")).isEqualTo(0.2);
        assertThat(budget("0.25")).isEqualTo(0.25);
        assertThat(budget("0")).isZero();
        assertThat(budget("100%")).isEqualTo(1);
    }

    @Test
    void anchorsAndWindowsLineEndsAreFine() throws ConfigException {
        SignalboxConfig config =
                read("models:\r\n  a: { match: &m { name: a }, hold: true }\r\n  b: { match: { name: b } }\r\n"
                        + "call-sites:\r\n  x: &s { method: com.acme.A.x }\r\nroutes:\r\n  r: { call-sites: &l [x], primary: a }\r\n"
                        + "  q: { call-sites: *l, primary: b }\r\n");
        assertThat(config.routes().get("q")).extracting(RouteConfig::callSites).isEqualTo(List.of("x"));
    }

    @Test
    void nothingCanBeChanged() throws ConfigException {
        SignalboxConfig config = read(Fixtures.resource("good.yaml"));
        assertThat(config.models()).isUnmodifiable();
        assertThat(config.callSites()).isUnmodifiable();
        assertThat(config.routes()).isUnmodifiable();
        for (RouteConfig route : config.routes().values()) {
            assertThat(route.chains()).isUnmodifiable();
            assertThat(route.callSites()).isUnmodifiable();
        }
    }

    @Test
    void durationsSayWhatIsAllowed() {
        assertThat(Durations.parse(" 100ms")).isEqualTo(Duration.ofMillis(100));
        assertThat(Durations.parse("30s")).isEqualTo(Duration.ofSeconds(30));
        assertThat(Durations.parse("5m")).isEqualTo(Duration.ofMinutes(5));
        assertThat(Durations.parse("8760h")).isEqualTo(Duration.ofDays(365));
        for (String text : List.of("0s", "1ms", "90s", "5m", "36h", "1500ms")) {
            assertThat(Durations.format(Durations.parse(text))).isEqualTo(text);
        }
        for (String bad :
                List.of("", "String", "5", "m", "-5s", "1.5s", "5 m", "5M", "8761h", "99999999999h", "1e3s")) {
            assertThatThrownBy(() -> Durations.parse(bad))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "not a length of time: '" + bad + "'; allowed: a whole number and a unit (ms, s, m or h),"
                                    + " such as 100ms, 30s, 5m or 1h, at most a year");
        }
    }

    private static double budget(String text) throws ConfigException {
        SignalboxConfig config = read("models: { a: { match: { name: a } } }\n"
                + "routes: { r: { call-sites: [langchain4j.chat], primary: a, retry: { attempts: 2, budget: " + text
                + " } } }");
        return config.routes().values().iterator().next().retry().budget();
    }

    private static ModelConfig matched(String name, Match match, boolean many, int max, boolean hold) {
        return new ModelConfig(name, match, many, max, hold, null, null, null);
    }

    private static ModelConfig able(ModelConfig model, Map<String, Double> capabilities) {
        return new ModelConfig(
                model.name(),
                model.match(),
                model.many(),
                model.max(),
                model.hold(),
                model.create(),
                model.sameClientAs(),
                model.requestName(),
                model.balance(),
                model.probe(),
                model.allocation(),
                capabilities);
    }

    private static SignalboxConfig read(String text) throws ConfigException {
        return Fixtures.READER.read(text, "signalbox.yaml");
    }
}
