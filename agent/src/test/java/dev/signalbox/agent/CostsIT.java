package dev.signalbox.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.signalbox.agent.testing.ChildJvm;
import dev.signalbox.agent.testing.Fixtures;
import dev.signalbox.agent.testing.Jdk;
import dev.signalbox.agent.testing.Jmx;
import dev.signalbox.agent.testing.Serving;
import dev.signalbox.core.control.AllocationMXBean;
import dev.signalbox.core.control.CostInfo;
import dev.signalbox.core.control.EstimateInfo;
import dev.signalbox.core.control.Names;
import java.nio.file.Path;
import java.util.Collection;
import javax.management.JMX;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What calls of a real application take is measured on its own threads, and expected of the next call. */
class CostsIT {
    private static final int FIRST_WITH_VIRTUAL_THREADS = 21;
    private static final double ASSUMED_MB = 32;
    private static final Percentage FIFTH = Percentage.withPercentage(20);
    private static final String CONFIG = """
            call-sites:
              own: { method: costs.Own.answer(java.lang.String), replay: args, name-from: name() }
            models:
              own: { match: { type: costs.Own } }
            routes:
              own: { call-sites: [own], primary: own }
            allocation: { memory: 1000MB, overload: false }
            """;

    private static Path classes = Path.of("");

    @BeforeAll
    static void compile() {
        classes = Fixtures.compile("costs", 17);
    }

    static Collection<Jdk> jdks() {
        return Jdk.all();
    }

    private static Serving serving(Jdk jdk) {
        return Serving.with(
                ChildJvm.on(jdk).options("-XX:TieredStopAtLevel=1", "-Xmx128m").main(classes, "costs.Main"), CONFIG);
    }

    private static EstimateInfo estimate(Serving serving) {
        return JMX.newMXBeanProxy(serving.jmx().server(), Names.allocation(), AllocationMXBean.class)
                .getEstimates()
                .get(0);
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void theNextCallIsExpectedToAllocateWhatTheLastOnesDid(Jdk jdk) {
        try (Serving serving = serving(jdk)) {
            serving.ask("platform 1");
            assertThat(estimate(serving).memoryMB()).isEqualTo(ASSUMED_MB);
            assertThat(estimate(serving).memorySource()).isEqualTo("assumed");
            serving.ask("platform 2000");
            Jmx.await("an estimate", () -> estimate(serving).memorySource().equals("measured"));
            EstimateInfo estimate = estimate(serving);
            assertThat(estimate.model()).isEqualTo("own");
            assertThat(estimate.memoryMB()).isCloseTo(5, FIFTH);
            assertThat(estimate.cpuCores()).isBetween(0.001, 1.0);
            assertThat(estimate.cpuSource()).isEqualTo("measured");
            assertThat(estimate.samples()).isBetween(10L, 100L);
            CostInfo cost = serving.jmx().node("own").getCost();
            assertThat(cost.memoryMB()).isCloseTo(5, FIFTH);
            assertThat(cost.cpuCores()).isBetween(0.0, 1.0);
            assertThat(cost.samples()).isGreaterThanOrEqualTo(estimate.samples());
            assertThat(serving.jmx().agent().getLastInternalErrors()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void nothingIsKnownOfCallsOnVirtualThreads(Jdk jdk) {
        assumeThat(jdk.feature()).isGreaterThanOrEqualTo(FIRST_WITH_VIRTUAL_THREADS);
        try (Serving serving = serving(jdk)) {
            serving.ask("virtual 2000");
            Jmx.await("calls counted", () -> serving.jmx().node("own").getCalls() == 2_000);
            assertThat(serving.jmx().node("own").getCost().samples()).isZero();
            assertThat(serving.jmx().node("own").getCost().memoryMB()).isNaN();
            assertThat(estimate(serving).memorySource()).isEqualTo("assumed");
            assertThat(serving.jmx().agent().getLastInternalErrors()).isEmpty();
        }
    }
}
