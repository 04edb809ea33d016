package dev.signalbox.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.agent.testing.Jdk;
import dev.signalbox.agent.testing.Jmx;
import dev.signalbox.agent.testing.Serving;
import dev.signalbox.agent.testing.SpringHost;
import dev.signalbox.core.control.InstanceInfo;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The built jar in applications whose models are Spring beans, of two lines of Spring. */
class SpringIT {
    private static final List<String> ROUTED = List.of(
            "named",
            "product",
            "jdkProxied",
            "cglibProxied",
            "decoratedLater",
            "aspected",
            "early",
            "deep",
            "prototype",
            "late");

    static Stream<Arguments> hosts() {
        return SpringHost.all();
    }

    /** One route for each bean, all of which fail over to the same spare. */
    private static String config() {
        StringBuilder models = new StringBuilder("models:\n  spare: { match: { bean: spare } }\n");
        StringBuilder routes = new StringBuilder("routes:\n");
        for (String bean : ROUTED) {
            String match = bean.equals("named") ? "alias" : bean.equals("late") ? "lateAlias" : bean;
            models.append("  %s: { match: { library: langchain4j, bean: %s }%s }%n"
                    .formatted(bean, match, bean.equals("prototype") ? ", nodes: many, max: 2" : ""));
            routes.append("  %s: { call-sites: [langchain4j.chat], primary: %s, alternatives: [spare] }%n"
                    .formatted(bean, bean));
        }
        return models.toString() + routes;
    }

    private static void awaitNode(Serving serving, String bean, String node) {
        Jmx.await(
                bean + " as " + node,
                () -> instances(serving).stream()
                        .anyMatch(i -> i.beanName().equals(bean) && i.node().equals(node)));
    }

    private static List<InstanceInfo> instances(Serving serving) {
        return serving.jmx().agent().getInstances();
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void beansOfEveryMakeAreFoundByTheirNames(Jdk jdk, String spring) {
        try (Serving serving = Serving.with(SpringHost.plain(jdk, spring), config())) {
            assertThat(serving.ask("start")).isEqualTo("early: myself");
            for (String bean : ROUTED) {
                if (!List.of("prototype", "late").contains(bean)) {
                    serving.awaitChain(bean, "spare");
                    assertThat(serving.ask("chat " + bean + " hello")).isEqualTo(bean + ": hello");
                    if (bean.equals("aspected")) {
                        awaitNode(serving, bean, "aspected#0"); // its target is older than the proxy that has the name
                    }
                    serving.ask("break " + bean);
                    assertThat(serving.ask("chat " + bean + " hello")).isEqualTo("spare: hello");
                }
            }
            assertThat(serving.ask("chat alias hello")).isEqualTo("spare: hello");

            serving.ask("break prototype");
            assertThat(serving.ask("new prototype one")).isEqualTo("spare: one");
            assertThat(serving.ask("new prototype two")).isEqualTo("spare: two");
            awaitNode(serving, "prototype", "prototype#1");
            assertThat(serving.ask("new prototype three")).contains("prototype is down");
            assertThat(serving.jmx().agent().getAdvice()).anyMatch(line -> line.contains("has its 2 nodes"));

            serving.ask("break late");
            serving.ask("register late");
            assertThat(serving.ask("chat late hello")).contains("late is down");
            assertThat(instances(serving))
                    .anyMatch(i -> i.node().equals("late") && i.beanName().equals("late"));
            serving.ask("alias late lateAlias");
            awaitNode(serving, "late", "late#0");
            assertThat(serving.ask("chat late hello")).isEqualTo("spare: hello");

            assertThat(serving.jmx().agent().getLastInternalErrors()).isEmpty();
            assertThat(serving.end().err()).doesNotContain("signalbox");
        }
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void theVeryFirstCallOnABeanIsRouted(Jdk jdk, String spring) {
        try (Serving serving = Serving.with(SpringHost.plain(jdk, spring), config())) {
            serving.ask("start");
            serving.ask("break named");
            Jmx.await("the route", () -> serving.ask("chat named hello").equals("spare: hello"));
            serving.ask("break prototype");
            serving.awaitChain("named", "spare");
            assertThat(serving.ask("new prototype now")).isEqualTo("spare: now");
        }
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void decoratorsLambdasAndProxiesThatTellNothingAreExplained(Jdk jdk, String spring) {
        String config = """
                models:
                  around: { match: { bean: around } }
                  inner: { match: { bean: inner } }
                  spare: { match: { bean: spare } }
                  lambda: { match: { bean: lambda } }
                  held: { match: { field: beans.Beans.held } }
                  handmade: { match: { bean: handmade } }
                call-sites:
                  score: { method: beans.Scorer.score(java.lang.String), replay: args }
                routes:
                  around: { call-sites: [langchain4j.chat], primary: around, alternatives: [spare] }
                  inner: { call-sites: [langchain4j.chat], primary: inner, alternatives: [spare] }
                  lambda: { call-sites: [score], primary: lambda }
                  held: { call-sites: [score], primary: held }
                  handmade: { call-sites: [langchain4j.chat], primary: handmade }
                """;
        try (Serving serving = Serving.with(SpringHost.plain(jdk, spring), config)) {
            serving.ask("start");
            serving.awaitChain("around", "spare");
            serving.ask("break inner");
            assertThat(serving.ask("chat around hello")).isEqualTo("spare: hello");
            assertThat(serving.ask("decorated")).isEqualTo("1");
            assertThat(serving.jmx().route("inner").getCalls()).isZero();
            assertThat(serving.jmx().route("around").getCalls()).isEqualTo(1);
            Jmx.await("all advice", () -> serving.jmx().agent().getAdvice().size() >= 4);
            List<String> advice = serving.jmx().agent().getAdvice();
            assertThat(advice)
                    .anyMatch(
                            line -> line.startsWith("node around#0: the bean 'around' (beans.Logging) is a decorator of"
                                    + " inner#0, and both are matched"))
                    .anyMatch(line -> line.startsWith("bean 'lambda': beans.Beans$$Lambda")
                            && line.contains("make it a named class"))
                    .anyMatch(line -> line.startsWith("field beans.Beans.held: beans.Beans$$Lambda"))
                    .anyMatch(line -> line.startsWith("bean 'handmade': ") && line.contains("JDK proxy"));
            serving.rewrite(config.replaceAll(".*inner.*\n", ""));
            assertThat(serving.jmx().agent().reload()).isEmpty();
            assertThat(serving.jmx().agent().getAdvice())
                    .anyMatch(line -> line.contains("is a decorator of an instance of beans.Talker, the bean 'inner'")
                            && line.contains("without what it adds"));
            assertThat(serving.jmx().agent().getLastInternalErrors()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void aClosedContextGoesAndTheBeansOfTheNextTakeTheirPlaces(Jdk jdk, String spring) {
        try (Serving serving = Serving.with(SpringHost.plain(jdk, spring), config())) {
            for (int round = 0; round < 3; round++) {
                serving.ask("start");
                serving.awaitChain("named", "spare");
                awaitNode(serving, "named", "named#" + round);
                serving.ask("break named");
                assertThat(serving.ask("chat named hello")).isEqualTo("spare: hello");
                serving.ask("heal");
                assertThat(serving.ask("close")).isEqualTo("collected");
            }
            assertThat(serving.jmx().agent().getLastInternalErrors()).isEmpty();
            assertThat(serving.end().err()).doesNotContain("signalbox");
        }
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void withoutAConfigInstancesAreCalledLikeTheirBeans(Jdk jdk, String spring) {
        try (Serving serving = Serving.with(SpringHost.plain(jdk, spring), "")) {
            serving.ask("start");
            serving.ask("chat product hello");
            for (String bean : List.of("named", "spare", "product", "jdkProxied", "cglibProxied", "around")) {
                awaitNode(serving, bean, bean);
            }
            assertThat(instances(serving)).noneMatch(i -> i.className().contains("CGLIB"));
            assertThat(serving.jmx().agent().getAdvice()).noneMatch(line -> line.contains("lambda"));
        }
    }
}
