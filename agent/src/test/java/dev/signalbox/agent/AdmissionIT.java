package dev.signalbox.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.agent.testing.ChildJvm;
import dev.signalbox.agent.testing.Fixtures;
import dev.signalbox.agent.testing.Jdk;
import dev.signalbox.agent.testing.Jmx;
import dev.signalbox.agent.testing.Serving;
import dev.signalbox.core.control.AllocationMXBean;
import dev.signalbox.core.control.LimitInfo;
import dev.signalbox.core.control.ModelTuningMXBean;
import dev.signalbox.core.control.Names;
import dev.signalbox.core.control.RouteTuningMXBean;
import java.io.File;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.JMX;
import javax.management.ObjectName;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What calls of a real application may hold, how they wait and what they are told; limits are tuned through JMX meanwhile. */
class AdmissionIT {
    private static final String CONFIG = """
            call-sites:
              own: { method: admission.Own.answer(java.lang.String), replay: args, name-from: name() }
            models:
              large:
                match: { type: admission.Own, name: large }
                limits: { concurrency: 2 }
                cost: { memory: 5MB }
              small: { match: { type: admission.Own, name: small } }
              chat: { match: { type: admission.Chat }, limits: { tokens-per-day: 10 }, cost: { tokens: 11 } }
            routes:
              own: { call-sites: [own], primary: large%s }
              talk: { call-sites: [langchain4j.chat], primary: chat }
            allocation: { memory: 100MB, overload: false }
            """;

    private static Path classes = Path.of("");

    @BeforeAll
    static void compile() {
        classes = Fixtures.compile("admission", 17, libraries());
    }

    static Collection<Jdk> jdks() {
        return Jdk.all();
    }

    private static String libraries() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(e -> e.endsWith(".jar") && !new File(e).getName().startsWith("signalbox"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Serving serving(Jdk jdk, String waiting) {
        ChildJvm jvm = ChildJvm.on(jdk)
                .options("-XX:TieredStopAtLevel=1", "-Xmx128m")
                .command(List.of("-cp", classes + File.pathSeparator + libraries(), "admission.Main"));
        return Serving.with(jvm, String.format(CONFIG, waiting));
    }

    private static <T> T bean(Serving serving, ObjectName name, Class<T> type) {
        return JMX.newMXBeanProxy(serving.jmx().server(), name, type);
    }

    private static AllocationMXBean allocation(Serving serving) {
        return bean(serving, Names.allocation(), AllocationMXBean.class);
    }

    private static double held(Serving serving, String level, String of) {
        return allocation(serving).getLimits().stream()
                .filter(l -> l.level().equals(level) && l.resource().equals(of))
                .mapToDouble(LimitInfo::held)
                .findFirst()
                .orElse(Double.NaN);
    }

    private static void inside(Serving serving, int calls) {
        Jmx.await(calls + " calls inside", () -> serving.ask("inside").equals("" + calls));
    }

    private static void assertNothingIsHeld(Serving serving) {
        assertThat(allocation(serving).getLimits())
                .isNotEmpty()
                .allSatisfy(l ->
                        assertThat(l.held()).as(l.level() + " " + l.resource()).isZero());
        assertThat(allocation(serving).getHoldingCalls()).isZero();
        assertThat(serving.jmx().agent().getLastInternalErrors()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void aCallBeyondALimitIsToldAtOnce(Jdk jdk) {
        try (Serving serving = serving(jdk, "")) {
            assertThat(serving.ask("large")).isEqualTo("large answers");
            serving.ask("hold");
            serving.ask("hold");
            inside(serving, 2);
            assertThat(serving.ask("large"))
                    .startsWith(
                            "java.util.concurrent.RejectedExecutionException: no chain of route 'own' may run this call")
                    .contains("model large");
            assertThat(held(serving, "model large", "calls")).isEqualTo(2);
            assertThat(held(serving, "jvm", "MB")).isEqualTo(10);
            assertThat(allocation(serving).getTasks()).hasSize(2).allSatisfy(task -> {
                assertThat(task.route()).isEqualTo("own");
                assertThat(task.memoryMB()).isEqualTo(5);
                assertThat(task.maxMemoryMB()).isEqualTo(100);
                assertThat(task.priority()).isEqualTo("normal");
            });
            assertThat(allocation(serving).getRefusals()).singleElement().satisfies(refusal -> {
                assertThat(refusal.level()).isEqualTo("model large");
                assertThat(refusal.normal()).isEqualTo(1);
            });
            assertThat(serving.ask("small")).isEqualTo("small answers");
            assertThat(serving.ask("let")).isEqualTo("{large answers=2}");
            assertNothingIsHeld(serving);

            // The library's own type, once the budget is used up.
            assertThat(serving.ask("chat")).isEqualTo("chat answers");
            assertThat(serving.ask("chat"))
                    .startsWith("dev.langchain4j.exception.RateLimitException")
                    .contains("tokens");
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void limitsAreTunedWhileCallsRunAndWait(Jdk jdk) {
        try (Serving serving = serving(jdk, ", wait: 1m")) {
            assertThat(serving.ask("large")).isEqualTo("large answers");
            ModelTuningMXBean large = bean(serving, Names.modelTuning("large"), ModelTuningMXBean.class);
            RouteTuningMXBean route = bean(serving, Names.routeTuning("own"), RouteTuningMXBean.class);
            assertThat(route.getWaitMillis()).isEqualTo(60_000);
            assertThatThrownBy(() -> large.setConcurrency(-1)).hasMessageContaining("allowed: 0 to");
            assertThatThrownBy(() -> route.setMostWaiting(0)).hasMessageContaining("allowed: 1 to");
            assertThat(large.getConcurrency()).isEqualTo(2);
            large.setConcurrency(1);
            serving.ask("hold");
            inside(serving, 1);
            serving.ask("hold");
            Jmx.await("a waiting call", () -> allocation(serving).getWaitingCalls() == 1);
            serving.ask("hold");
            Jmx.await("two waiting calls", () -> allocation(serving).getWaitingCalls() == 2);
            large.setConcurrency(2);
            inside(serving, 2);
            assertThat(allocation(serving).getWaitingCalls()).isEqualTo(1);
            route.setWaitMillis(1);
            Jmx.await("the last one's time is over", () -> allocation(serving).getWaitingCalls() == 0);
            Jmx.await("it is told", () -> serving.ask("outcomes").contains("waited for room"));
            route.setWaitMillis(60_000);
            serving.ask("hold");
            Jmx.await("a waiting call", () -> allocation(serving).getWaitingCalls() == 1);
            serving.ask("interrupt");
            Jmx.await(
                    "the interrupted one is told", () -> serving.ask("outcomes").contains("was interrupted"));
            assertThat(serving.ask("let")).contains("large answers=2");
            assertThat(allocation(serving).getWaiting()).singleElement().satisfies(room -> {
                assertThat(room.granted()).isEqualTo(1);
                assertThat(room.expired()).isEqualTo(1);
            });
            assertNothingIsHeld(serving);
        }
    }
}
