package dev.signalbox.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.agent.testing.Jdk;
import dev.signalbox.agent.testing.Jmx;
import dev.signalbox.agent.testing.Serving;
import dev.signalbox.core.control.Names;
import java.util.Arrays;
import java.util.Collection;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Conditions and their actions in a serving JVM with the built jar. */
class RecoveryIT {
    private static final String CONFIG = Serving.SITE + """
            models:
              a: { match: { name: a } }
              b: { match: { name: b } }
              spare: { create: serving.Factory::newClosing, nodes: many, max: 3 }
            routes:
              ab:
                call-sites: [answer]
                primary: a
                alternatives: [b, spare]
                fail-over-when: [ consecutive-errors >= 2 ]
                degrade: [ { when: calls > 3, then: scale, to: 2, idle: 1s } ]
            """;

    static Collection<Jdk> jdks() {
        return Jdk.all();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void aChainGoesOutOfUseAndComesBackAndAModelIsScaledAndShrinks(Jdk jdk) {
        try (Serving serving = Serving.with(jdk, CONFIG)) {
            serving.ask("new a");
            serving.ask("new b");
            assertThat(serving.ask("call a x")).isEqualTo("a answers x");
            serving.awaitChain("ab", "b");
            serving.awaitChain("ab", "spare");
            Jmx jmx = serving.jmx();

            serving.ask("set a io");
            assertThat(serving.ask("call a x")).isEqualTo("b answers x");
            assertThat(serving.ask("call a x")).isEqualTo("b answers x");
            Jmx.await(
                    "a is out of use", () -> !jmx.chain("ab", "a").getRefusal().isEmpty());
            assertThat(jmx.chain("ab", "a").getRefusal()).isEqualTo("out of use: a#0: consecutive-errors >= 2");
            assertThat(serving.ask("call a x")).isEqualTo("b answers x");
            assertThat(serving.ask("invocations a")).isEqualTo("3");
            assertThat(incident(jmx, "ab/a").get("status")).isEqualTo("in_progress");
            assertThat(incident(jmx, "ab").get("severity")).isEqualTo("medium");

            serving.ask("set a ok");
            jmx.route("ab").failOver("spare");
            for (int i = 0; i < 5; i++) {
                assertThat(serving.ask("call a x")).isEqualTo("closing answers x");
            }
            Jmx.await("a second node of spare", () -> jmx.server().isRegistered(Names.node("spare", "spare#1")));
            jmx.route("ab").failBack();

            serving.awaitChain("ab", "a");
            assertThat(serving.ask("call a x")).isEqualTo("a answers x");
            Jmx.await("one node is taken away", () -> "1".equals(serving.ask("closed")));
            Jmx.await(
                    "every incident ends",
                    () -> (Integer) jmx.server().getAttribute(Names.recovery(), "OpenIncidents") == 0);
            assertThat(incident(jmx, "ab/a").get("status")).isEqualTo("completed");
            assertThat(incident(jmx, "spare").get("status")).isEqualTo("completed");
            assertThat(jmx.agent().getLastInternalErrors()).isEmpty();
            assertThat(serving.end().exit()).isZero();
        }
    }

    private static CompositeData incident(Jmx jmx, String subject) {
        try {
            CompositeData[] all = (CompositeData[]) jmx.server().getAttribute(Names.recovery(), "Incidents");
            return Arrays.stream(all)
                    .filter(i -> subject.equals(i.get("subject")))
                    .findFirst()
                    .orElseThrow();
        } catch (javax.management.JMException | java.io.IOException e) {
            throw new AssertionError(e);
        }
    }
}
