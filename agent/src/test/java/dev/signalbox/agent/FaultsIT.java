package dev.signalbox.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.agent.testing.Jdk;
import dev.signalbox.agent.testing.Jmx;
import dev.signalbox.agent.testing.Serving;
import dev.signalbox.core.control.Names;
import dev.signalbox.core.control.RouteMXBean;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Faults of models, callers and operators in one serving JVM, with the built jar and its real engine. */
@ParameterizedClass
@MethodSource("jdks")
class FaultsIT {
    private static final List<String> PAIRS =
            List.of("fails", "oom", "interrupted", "disturbed", "inner", "outer", "bypassed", "forced", "drained");

    private static Serving serving;

    FaultsIT(Jdk jdk) {
        // Named in the report; the JVM itself is shared by the tests of one JDK.
    }

    static Collection<Jdk> jdks() {
        return Jdk.all();
    }

    /** Each test has models and a route of its own, so that no breaker of one is another's. */
    private static String config() {
        StringBuilder models = new StringBuilder("models:\n");
        StringBuilder routes = new StringBuilder("routes:\n");
        for (String pair : PAIRS) {
            models.append("  %s-1: { match: { name: %s-1 } }%n  %s-2: { match: { name: %s-2 } }%n"
                    .formatted(pair, pair, pair, pair));
            routes.append("  %s: { call-sites: [answer], primary: %s-1, alternatives: [%s-2] }%n"
                    .formatted(pair, pair, pair));
        }
        models.append("""
                  weak: { match: { name: weak } }
                  held: { match: { name: held }, hold: true }
                  short: { match: { name: short } }
                  spare: { create: "serving.Factory::newSpare" }
                  broken: { create: "serving.Factory::broken" }
                  pinned: { match: { field: serving.Factory.current } }
                  never: { match: { name: never } }
                """);
        routes.append("""
                  weak: { call-sites: [answer], primary: weak, alternatives: [never] }
                  held: { call-sites: [answer], primary: held, alternatives: [never] }
                  short: { call-sites: [answer], primary: short, alternatives: [broken, spare] }
                  pinned: { call-sites: [answer], primary: pinned, alternatives: [never] }
                  waiting: { call-sites: [answer], primary: never }
                """);
        return Serving.SITE + models + routes;
    }

    @BeforeParameterizedClassInvocation
    static void start(Jdk jdk) {
        serving = Serving.with(jdk, config());
        for (String pair : PAIRS) {
            if (!pair.equals("outer")) {
                serving.ask("new " + pair + "-1");
                serving.ask("new " + pair + "-2");
                serving.awaitChain(pair, pair + "-2");
            }
        }
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        try (Serving ending = serving) {
            assertThat(ending.jmx().agent().getLastInternalErrors()).isEmpty();
            assertThat(ending.end().err()).isEqualTo("the application ends\n");
        }
    }

    private static String ask(String command) {
        return serving.ask(command);
    }

    @Test
    void whereEveryChainFailsTheFirstExceptionCarriesTheOthers() {
        ask("set fails-1 fail");
        ask("set fails-2 io");
        assertThat(ask("call fails-1 x"))
                .isEqualTo("java.lang.IllegalStateException: fails-1 failed on x"
                        + " + java.io.IOException: fails-2 lost its connection");
        assertThat(ask("invocations fails-1")).isEqualTo("1");
        assertThat(ask("invocations fails-2")).isEqualTo("1");
        assertThat(serving.jmx().route("fails").getCallerFailures()).isEqualTo(1);
    }

    @Test
    void anOutOfMemoryErrorPassesUntouched() {
        ask("set oom-1 oom");
        assertThat(ask("call oom-1 x"))
                .isEqualTo("java.lang.OutOfMemoryError: no memory for this model, the very object");
        assertThat(ask("invocations oom-2")).isEqualTo("0");
        assertThat(serving.jmx().node("oom-1").getHealth()).isEqualTo("healthy");
    }

    @Test
    void anInterruptEndsTheCallAndNoOtherChainIsAsked() {
        ask("set interrupted-1 wait");
        assertThat(ask("interrupt interrupted-1")).isEqualTo("java.lang.InterruptedException, interrupted false");
        assertThat(ask("invocations interrupted-2")).isEqualTo("0");
        ask("set disturbed-1 wait-and-wrap");
        assertThat(ask("interrupt disturbed-1"))
                .isEqualTo("java.lang.IllegalStateException: disturbed-1 was disturbed, interrupted true");
        assertThat(ask("invocations disturbed-2")).isEqualTo("0");
        assertThat(serving.jmx().node("disturbed-1").getHealth()).isEqualTo("healthy");
    }

    @Test
    void throughDecoratorsOnlyTheFirstBoundInstanceRoutes() {
        ask("new around inner-1");
        assertThat(ask("call around x!!")).isEqualTo("<inner-1 answers x>!!");
        ask("set inner-1 fail");
        assertThat(ask("call around x!!")).isEqualTo("<inner-2 answers x>!!");
        ask("new outer-1 inner-1");
        ask("new outer-2");
        serving.awaitChain("outer", "outer-2");
        assertThat(ask("call outer-1 y")).isEqualTo("outer-2 answers y");
        assertThat(serving.jmx().route("inner").getCalls()).isEqualTo(2);
        assertThat(serving.jmx().route("outer").getFailovers()).isEqualTo(1);
    }

    @Test
    void aCollectedModelLeavesItsRouteWaitingUntilAnotherComes() {
        ask("new weak");
        assertThat(ask("call weak x")).isEqualTo("weak answers x");
        RouteMXBean route = serving.jmx().route("weak");
        assertThat(route.getState()).isEqualTo("active");
        assertThat(ask("drop weak")).isEqualTo("collected");
        Jmx.await("waiting", () -> route.getState().equals("waiting"));
        assertThat(route.getStateReason()).contains("no instance").contains("'weak'");
        Jmx.await(
                "no bean",
                () -> serving.jmx()
                        .server()
                        .queryNames(Names.node("weak", "*"), null)
                        .isEmpty());
        ask("new weak");
        assertThat(ask("call weak y")).isEqualTo("weak answers y");
        assertThat(route.getState()).isEqualTo("active");
    }

    @Test
    void aHeldModelOutlivesTheApplicationsOwnReference() {
        ask("new held");
        assertThat(ask("call held x")).isEqualTo("held answers x");
        assertThat(ask("drop held")).isEqualTo("still there");
        assertThat(serving.jmx().route("held").getState()).isEqualTo("active");
    }

    @Test
    void anAlternativeIsMadeByAFactoryAndOneThatCannotBeSaysWhy() {
        ask("new short");
        assertThat(ask("call short x")).isEqualTo("short answers x");
        assertThat(serving.jmx().node("spare").isAlive()).isTrue();
        Jmx.await(
                "the reason",
                () -> serving.jmx().chain("short", "broken").getRefusal().contains("no licence"));
        assertThat(serving.jmx().chain("short", "broken").getRefusal()).contains("serving.Factory::broken");
        assertThat(serving.jmx().agent().getAdvice()).anyMatch(line -> line.contains("no licence"));
        ask("set short fail");
        assertThat(ask("call short y")).isEqualTo("spare answers y");
    }

    @Test
    void aStaticFieldNamesTheInstanceItHolds() {
        ask("new first");
        ask("new second");
        ask("field second");
        ask("call first x");
        ask("call second x");
        RouteMXBean route = serving.jmx().route("pinned");
        Jmx.await("bound", () -> route.getState().equals("active"));
        long before = route.getCalls();
        ask("call first y");
        ask("call second y");
        assertThat(route.getCalls()).isEqualTo(before + 1);
    }

    @Test
    void aBypassedCallIsNotRoutedAndTheNextIsAgain() {
        ask("set bypassed-1 fail");
        assertThat(ask("call bypassed-1 x")).isEqualTo("bypassed-2 answers x");
        serving.jmx().agent().bypass(true);
        try {
            assertThat(serving.jmx().agent().getState()).isEqualTo("bypassed");
            assertThat(serving.jmx().route("bypassed").getState()).isEqualTo("off");
            assertThat(ask("call bypassed-1 y")).isEqualTo("java.lang.IllegalStateException: bypassed-1 failed on y");
        } finally {
            serving.jmx().agent().bypass(false);
        }
        assertThat(ask("call bypassed-1 z")).isEqualTo("bypassed-2 answers z");
    }

    @Test
    void theNextCallObeysAnOperator() {
        assertThat(ask("call forced-1 a")).isEqualTo("forced-1 answers a");
        RouteMXBean route = serving.jmx().route("forced");
        route.failOver("forced-2", "5m", "a drill");
        assertThat(ask("call forced-1 b")).isEqualTo("forced-2 answers b");
        assertThat(route.getForcedSecondsLeft()).isBetween(1.0, 300.0);
        route.failBack();
        assertThat(ask("call forced-1 c")).isEqualTo("forced-1 answers c");
        assertThat(ask("call drained-1 a")).isEqualTo("drained-1 answers a");
        serving.jmx().node("drained-1").drain();
        assertThat(ask("call drained-1 b")).isEqualTo("drained-2 answers b");
        serving.jmx().node("drained-1").resume();
        assertThat(ask("call drained-1 c")).isEqualTo("drained-1 answers c");
        serving.jmx().chain("drained", "drained-1").disable();
        assertThat(ask("call drained-1 d")).isEqualTo("drained-2 answers d");
        serving.jmx().chain("drained", "drained-2").disable();
        assertThat(ask("call drained-1 e"))
                .startsWith("java.util.concurrent.RejectedExecutionException: no chain of route 'drained'");
        serving.jmx().chain("drained", "drained-1").enable();
        assertThat(ask("call drained-1 f")).isEqualTo("drained-1 answers f");
    }

    @Test
    void aForcedFailoverEndsByItself() {
        RouteMXBean route = serving.jmx().route("forced");
        route.failOver("forced-2", "1s", "");
        assertThat(route.getForcedChain()).isEqualTo("forced-2");
        Jmx.await("its end", () -> route.getActiveChain().equals("forced-1"));
        assertThat(route.getForcedChain()).isEmpty();
        assertThat(ask("call forced-1 d")).isEqualTo("forced-1 answers d");
    }

    @Test
    void unknownNamesAreRefusedWithTheKnownOnes() {
        RouteMXBean route = serving.jmx().route("forced");
        assertThatThrownBy(() -> route.failOver("forced-3"))
                .hasMessageContaining("unknown 'forced-3'")
                .hasMessageContaining("known: forced-1, forced-2");
        assertThatThrownBy(() -> route.failOver("String", "String", "String"))
                .hasMessageContaining("JConsole")
                .hasMessageContaining("known: forced-1, forced-2");
        assertThatThrownBy(() -> route.failOver("forced-2", "String", "")).hasMessageContaining("JConsole");
        assertThatThrownBy(() -> route.failOver("forced-2", "soon", "")).hasMessageContaining("allowed: ");
        assertThat(route.getForcedChain()).isEmpty();
    }

    @Test
    void aRouteWhoseModelsNeverAppearWaitsAndSaysSo() {
        RouteMXBean route = serving.jmx().route("waiting");
        assertThat(route.getState()).isEqualTo("waiting");
        assertThat(route.getStateReason())
                .isEqualTo("no instance of model 'never' is there:"
                        + " no instance that matches model 'never' has been seen yet");
        assertThat(serving.jmx().chain("pinned", "never").getRefusal())
                .isEqualTo("no instance that matches model 'never' has been seen yet");
    }
}
