package dev.signalbox.agent.jmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.signalbox.core.site.FailureClass;
import dev.signalbox.core.testing.TestSite.Fault;
import java.util.concurrent.TimeUnit;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The metrics in JMX are what the engine counted. */
class MetricViewsTest {
    private Remote remote;

    @BeforeEach
    void start() throws Exception {
        remote = new Remote();
    }

    @AfterEach
    void stop() throws Exception {
        remote.close();
    }

    private Object metric(String kind, String name, String attribute) throws Exception {
        return remote.client.getAttribute(
                new ObjectName("signalbox.metrics:name=" + name + ",type=" + kind), attribute);
    }

    private Object count(String name) throws Exception {
        return metric("counters", name, "Count");
    }

    @Test
    void countersShowWhatHappened() throws Exception {
        remote.call();
        remote.large.does(q -> {
            throw new Fault(FailureClass.OVERLOAD, "busy");
        });
        remote.call();
        assertThat(count("route.chat.calls")).isEqualTo(2L);
        assertThat(count("route.chat.caller-failures")).isEqualTo(0L);
        assertThat(count("route.chat.attempt-failures")).isEqualTo(1L);
        assertThat(count("route.chat.failovers")).isEqualTo(1L);
        assertThat(count("chain.chat.large.attempts")).isEqualTo(2L);
        assertThat(count("chain.chat.small.served")).isEqualTo(1L);
        assertThat(count("node.large#0.calls")).isEqualTo(2L);
        assertThat(count("node.large#0.failures.overload")).isEqualTo(1L);
        assertThat(count("node.large#0.failures.transient")).isEqualTo(0L);
        assertThat(metric("gauges", "node.large#0.in-flight", "Value")).isEqualTo(0);
    }

    @Test
    void latenciesAreInMillisecondsAndSaySo() throws Exception {
        remote.large.does(q -> {
            remote.world.time.advance(40, TimeUnit.MILLISECONDS);
            return "large:" + q;
        });
        remote.call();
        assertThat(metric("timers", "route.chat.latency", "DurationUnit")).isEqualTo("milliseconds");
        assertThat(metric("timers", "route.chat.latency", "Count")).isEqualTo(1L);
        assertThat((double) metric("timers", "route.chat.latency", "50thPercentile"))
                .isCloseTo(40, within(2.5));
        assertThat((double) metric("timers", "node.large#0.latency", "Max")).isCloseTo(40, within(2.5));
        assertThat((double) metric("timers", "node.small#0.latency", "Mean")).isNaN();
    }

    @Test
    void ratesMoveWithTheControlThread() throws Exception {
        for (int i = 0; i < 50; i++) {
            remote.call();
        }
        remote.world.pass(5, TimeUnit.SECONDS);
        remote.registrar.tick();
        assertThat((double) metric("timers", "route.chat.latency", "OneMinuteRate"))
                .isCloseTo(10, within(0.01));
        assertThat(metric("timers", "route.chat.latency", "RateUnit")).isEqualTo("events/second");
    }
}
