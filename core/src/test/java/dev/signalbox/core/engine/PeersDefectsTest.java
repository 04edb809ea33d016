package dev.signalbox.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.core.config.RetryConfig;
import dev.signalbox.core.health.HealthStatus;
import dev.signalbox.core.site.FailureClass;
import dev.signalbox.core.testing.TestModel;
import dev.signalbox.core.testing.TestSite.Fault;
import dev.signalbox.core.testing.World;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Defects that others' users met, each of which must not be ours. */
class PeersDefectsTest {
    private final World world = new World(1, World.config(RetryConfig.NONE, "large", "small"));

    private static TestModel.Behaviour failing(FailureClass kind) {
        return q -> {
            throw new Fault(kind, "down");
        };
    }

    /** LiteLLM 40405: a lone deployment never cooled, and each call went on to wait for it to fail. */
    @Test
    void liteLlm40405ALoneDeploymentCools() {
        World lone = new World(1, World.config(RetryConfig.NONE, "large"));
        TestModel large = lone.model("large", failing(FailureClass.TRANSIENT));
        lone.engine.tick();
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> large.ask("q")).isInstanceOf(Fault.class);
        }
        assertThat(lone.node("large#0").breaker().isClosed()).isFalse();
        lone.pass(100, TimeUnit.MILLISECONDS);
        assertThat(lone.node("large#0").monitor().health().status()).isEqualTo(HealthStatus.FAILED);
        lone.engine.operator().eject("large#0", 0);
        int asked = large.asked();
        assertThatThrownBy(() -> large.ask("q")).hasMessageContaining("ejected by an operator");
        assertThat(large.asked()).as("an operator cools even the only one").isEqualTo(asked);
    }

    /** LangChain4j's ModelRouter: one HTTP 400 of one request cooled both models for a minute. */
    @Test
    void langChain4jModelRouterA4xxTripsNoNode() throws Throwable {
        TestModel large = world.model("large", failing(FailureClass.CALLER));
        TestModel small = world.model("small", failing(FailureClass.CALLER));
        world.engine.tick();
        for (int i = 0; i < 100; i++) {
            assertThatThrownBy(() -> large.ask("bad")).isInstanceOf(Fault.class);
            world.pass(50, TimeUnit.MILLISECONDS);
        }
        assertThat(world.node("large#0").breaker().isClosed()).isTrue();
        assertThat(world.node("large#0").monitor().health().status()).isEqualTo(HealthStatus.HEALTHY);
        assertThat(world.node("large#0").monitor().health().errorRate()).isZero();
        assertThat(small.asked()).as("no other model would do better").isZero();
        large.recovers();
        assertThat(large.ask("q")).isEqualTo("large:q");
    }

    /** HikariCP 1114: a value that was set through JMX took effect 30 s later. */
    @Test
    void hikariCp1114TheVeryNextCallObeys() throws Throwable {
        TestModel large = world.model("large", null);
        TestModel small = world.model("small", null);
        world.engine.tick();
        Operator operator = world.engine.operator();
        for (int i = 0; i < 3; i++) {
            operator.eject("large#0", TimeUnit.MINUTES.toNanos(1));
            assertThat(large.ask("q")).isEqualTo("small:q");
            operator.drain("large#0", false);
            assertThat(large.ask("q")).isEqualTo("large:q");
            operator.drain("large#0", true);
            assertThat(large.ask("q")).isEqualTo("small:q");
            operator.drain("large#0", false);
            assertThat(large.ask("q")).isEqualTo("large:q");
        }
        assertThat(small.asked()).isEqualTo(6);
        operator.drain("small#0", true);
        world.pass(1, TimeUnit.SECONDS);
        operator.drain("small#0", false);
        operator.failOver("chat", "small", 0, "an alternative is back at once too");
        assertThat(large.ask("q")).isEqualTo("small:q");
    }

    /** Windows that move only with calls: an idle node was judged by failures of long ago. */
    @Test
    void windowsAgeOutWhileIdle() throws Throwable {
        int[] n = new int[1];
        TestModel large = world.model("large", q -> {
            if (n[0]++ % 4 == 0) {
                throw new Fault(FailureClass.TRANSIENT, "now and then");
            }
            return "large";
        });
        TestModel small = world.model("small", null);
        world.engine.tick();
        for (int i = 0; i < 16; i++) {
            large.ask("q");
            world.pass(100, TimeUnit.MILLISECONDS);
        }
        assertThat(world.node("large#0").monitor().health().status()).isEqualTo(HealthStatus.DEGRADED);
        world.pass(11, TimeUnit.SECONDS);
        assertThat(world.node("large#0").monitor().health().status()).isEqualTo(HealthStatus.HEALTHY);
        assertThat(world.node("large#0").monitor().health().reason()).isEqualTo("no calls in the last 10 s");
        assertThat(world.node("large#0").monitor().health().errorRate()).isNaN();
        assertThat(small.asked()).isEqualTo(4);
    }
}
