package dev.signalbox.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.agent.testing.AgentJars;
import dev.signalbox.agent.testing.ChildJvm;
import dev.signalbox.agent.testing.Jdk;
import dev.signalbox.agent.testing.Serving;
import dev.signalbox.core.control.CallSiteInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The host's stdout and stderr with and without the agent, byte by byte, and how often its models run. */
class HostOutputIT {
    private static final int CALLS = 50;
    private static final String MODELS = "models:\n  a: { match: { name: a } }\n  b: { match: { name: b } }\n";
    private static final String OTHER = "  b: { call-sites: [%s], primary: b, alternatives: [a] }\n";
    private static final String ROUTE = "  ab: { call-sites: [%s], primary: a, alternatives: [b] }\n";
    private static final String SECOND_SITE =
            "  other: { method: serving.Decorator.answer(java.lang.String), name-from: name() }\n";

    static Collection<Jdk> jdks() {
        return Jdk.all();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void observedCallsRunOnce(Jdk jdk) {
        same(jdk, Serving.SITE + "observe: true\n", "observed", true);
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void routedCallsRunOnceWhereNothingFails(Jdk jdk) {
        same(jdk, Serving.SITE + MODELS + "routes:\n" + ROUTE.formatted("answer"), "routed", false);
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void callsWithoutARouteAreLeftAlone(Jdk jdk) {
        same(jdk, Serving.SITE + SECOND_SITE + MODELS + "routes:\n" + OTHER.formatted("other"), "off", true);
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void withoutAConfigNothingIsSaidEither(Jdk jdk) {
        ChildJvm plain = Serving.plain(jdk);
        try (Serving without = Serving.started(plain, Path.of(""));
                Serving with = Serving.started(plain.agent(AgentJars.built(), ""), Path.of(""))) {
            script(true).forEach(without::ask);
            script(true).forEach(with::ask);
            assertThat(with.jmx().agent().getState()).isEqualTo("observing");
            assertThat(with.end()).isEqualTo(without.end());
        }
    }

    private static void same(Jdk jdk, String config, String state, boolean failures) {
        try (Serving without = Serving.started(Serving.plain(jdk), Path.of(""));
                Serving with = Serving.with(jdk, config)) {
            script(failures).forEach(without::ask);
            script(failures).forEach(with::ask);
            assertThat(with.ask("invocations a")).isEqualTo(without.ask("invocations a"));
            assertThat(with.jmx().agent().getCallSites())
                    .filteredOn(site -> site.id().equals("answer"))
                    .extracting(CallSiteInfo::state)
                    .containsExactly(state);
            if (state.equals("routed")) {
                assertThat(with.jmx().route("ab").getCalls()).isEqualTo(CALLS);
                assertThat(with.jmx().chain("ab", "a").getServed()).isEqualTo(CALLS);
                assertThat(with.ask("invocations a")).isEqualTo(Integer.toString(CALLS));
                without.ask("invocations a");
            }
            assertThat(with.jmx().agent().getLastInternalErrors()).isEmpty();
            assertThat(with.end()).isEqualTo(without.end());
        }
    }

    private static List<String> script(boolean failures) {
        List<String> lines = new ArrayList<>(List.of("new a", "new b", "new around a"));
        for (int i = 0; i < CALLS - 1; i++) {
            lines.add("call a " + i);
        }
        lines.add("call around x!!");
        lines.add("call b y");
        lines.add("new nasty");
        lines.add("call nasty z");
        lines.add("call nasty z");
        lines.add("invocations nasty");
        if (failures) {
            for (String failure : List.of("fail", "io", "oom", "wait")) {
                lines.add("set b " + failure);
                lines.add(failure.equals("wait") ? "interrupt b" : "call b y");
            }
        }
        lines.add("invocations a");
        lines.add("invocations b");
        return lines;
    }
}
