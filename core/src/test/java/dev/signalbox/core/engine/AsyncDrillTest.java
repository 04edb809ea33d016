package dev.signalbox.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.core.config.RetryConfig;
import dev.signalbox.core.drill.DrillKind;
import dev.signalbox.core.model.Node;
import dev.signalbox.core.testing.TestStream;
import dev.signalbox.core.testing.TestStream.Listener;
import dev.signalbox.core.testing.World;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Drills on calls whose outcome comes after their method has returned. */
class AsyncDrillTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final World world = new World(1, World.config(RetryConfig.NONE, "large", "small"));
    private final TestStream.Site site = new TestStream.Site();
    private final TestStream large = new TestStream("large", world.engine.gate(), site);
    private final TestStream small = new TestStream("small", world.engine.gate(), site);
    private final Listener caller = new Listener();

    @AfterEach
    void nothingIsHeldAndNothingOfOursFailed() {
        for (Node node : world.engine.nodes()) {
            assertThat(node.inFlight()).as(node.name()).isZero();
        }
        assertThat(world.engine.failures().last()).isEmpty();
    }

    private void drill(DrillKind kind) {
        world.engine.tick();
        world.engine.operator("ada").drill("large#0", kind, 1, 2 * SECOND, 30 * SECOND, false);
    }

    @ParameterizedTest
    @EnumSource(
            value = DrillKind.class,
            names = {"ERROR", "RATE_LIMIT", "HANG"})
    void aStruckCallIsAnsweredByTheAlternative(DrillKind kind) {
        drill(kind);
        large.ask("a", caller);
        assertThat(large.requests).as("the model itself is not called").isEmpty();
        small.last().done("two");
        assertThat(caller.heard).containsExactly("done two");
        assertThat(world.node("large#0").failures()).isEqualTo(1);
        assertThat(world.route().callerFailures()).isZero();
    }

    @Test
    void latencyComesBeforeTheModelIsCalled() {
        drill(DrillKind.LATENCY);
        long before = world.time.nanoTime();
        large.ask("a", caller);
        assertThat(world.time.nanoTime() - before).isEqualTo(2 * SECOND);
        large.last().done("one");
        assertThat(caller.heard).containsExactly("done one");
    }

    @Test
    void aCallThatIsCancelledWhileItHangsEndsThere() {
        drill(DrillKind.HANG);
        Queue<Runnable> later = new ArrayDeque<>();
        world.executor = later::add;
        large.ask("a", caller);
        caller.cancel();
        while (!later.isEmpty()) {
            later.remove().run();
        }
        assertThat(small.requests).isEmpty();
        assertThat(large.requests).isEmpty();
        assertThat(caller.heard).isEmpty();
    }

    @Test
    void aLastResortIsNotStruckUnlessTheDrillIsForced() {
        small.throwing(new IllegalStateException("down"));
        drill(DrillKind.ERROR);
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> large.ask("a", new Listener())).hasMessageContaining("a drill of Signalbox");
        }
        assertThat(world.node("small#0").breaker().isClosed()).isFalse();
        large.ask("a", caller);
        large.last().done("one");
        assertThat(caller.heard).containsExactly("done one");
    }
}
