package dev.signalbox.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.signalbox.core.config.DeadlineConfig.Interrupts;
import dev.signalbox.core.config.RetryConfig;
import dev.signalbox.core.control.DrillInfo;
import dev.signalbox.core.control.EventInfo;
import dev.signalbox.core.drill.DrillKind;
import dev.signalbox.core.health.HealthStatus;
import dev.signalbox.core.model.Node;
import dev.signalbox.core.site.FailureClass;
import dev.signalbox.core.testing.TestModel;
import dev.signalbox.core.testing.World;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DrillTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final World world = new World(1, World.config(RetryConfig.NONE, "large", "small"));
    private final TestModel large = world.model("large", null);
    private final TestModel small = world.model("small", null);

    @BeforeEach
    void theModelsAreThere() {
        world.engine.tick();
    }

    @AfterEach
    void nothingIsLeftBehind() {
        assertThat(world.engine.failures().last()).isEmpty();
        for (var node : world.engine.nodes()) {
            assertThat(node.inFlight()).as(node.name()).isZero();
        }
    }

    private void drill(String node, DrillKind kind, double share, int seconds, boolean forced) {
        world.engine.operator("ada").drill(node, kind, share, 2 * SECOND, seconds * SECOND, forced);
    }

    private String lastEvent() {
        var events = world.engine.events().last();
        EventInfo last = events.get(events.size() - 1);
        return String.join(" | ", last.source(), last.from(), last.to(), last.reason());
    }

    @ParameterizedTest
    @EnumSource(
            value = DrillKind.class,
            names = {"ERROR", "RATE_LIMIT", "HANG"})
    void aStruckCallIsAnsweredByTheAlternativeAndTheNodeIsBlamedAsForARealFailure(DrillKind kind) throws Throwable {
        drill("large#0", kind, 1, 30, false);
        for (int i = 0; i < 5; i++) {
            assertThat(large.ask("a")).isEqualTo(kind == DrillKind.HANG && i > 0 ? "large:a" : "small:a");
        }
        assertThat(large.asked())
                .as("the model itself, once the drill is over")
                .isEqualTo(kind == DrillKind.HANG ? 4 : 0);
        assertThat(world.route().callerFailures()).isZero();
        assertThat(world.node("large#0").failures()).isPositive();
    }

    @Test
    void injectedErrorsOpenTheBreakerAndTheNodeComesBackByItselfAfterTheDrill() throws Throwable {
        drill("large#0", DrillKind.ERROR, 1, 10, false);
        for (int i = 0; i < 5; i++) {
            large.ask("a");
        }
        world.engine.tick();
        assertThat(world.node("large#0").monitor().health().status()).isEqualTo(HealthStatus.FAILED);
        world.pass(11, TimeUnit.SECONDS);
        assertThat(lastEvent()).isEqualTo("large#0 | error |  | the drill ended: its time is over; calls struck: 5");
        assertThat(world.engine.drillsUnderWay()).isEmpty();
        for (int i = 0; i < 4; i++) {
            large.ask("a");
        }
        assertThat(large.asked()).isEqualTo(4);
        world.engine.tick();
        assertThat(world.node("large#0").monitor().health().status()).isEqualTo(HealthStatus.HEALTHY);
    }

    @Test
    void onlyTheShareIsStruck() throws Throwable {
        drill("large#0", DrillKind.RATE_LIMIT, 0.3, 60, false);
        int struck = 0;
        for (int i = 0; i < 2_000; i++) {
            struck += "small:a".equals(large.ask("a")) ? 1 : 0;
            world.node("large#0")
                    .breaker()
                    .succeeded(world.node("large#0").breaker().state().generation());
        }
        assertThat(struck / 2_000.0).isCloseTo(0.3, within(0.05));
        assertThat(world.engine.drillsUnderWay().get(0).struck()).isEqualTo(struck);
    }

    @Test
    void latencyIsAddedAndTheModelAnswers() throws Throwable {
        drill("large#0", DrillKind.LATENCY, 1, 30, false);
        long before = world.time.nanoTime();
        assertThat(large.ask("a")).isEqualTo("large:a");
        assertThat(world.time.nanoTime() - before).isEqualTo(2 * SECOND);
        assertThat(world.node("large#0").meter().meanNanos()).isEqualTo(2.0 * SECOND);
    }

    @Test
    void aHangEndsWithItsDrill() throws Throwable {
        drill("large#0", DrillKind.HANG, 1, 3, false);
        long before = world.time.nanoTime();
        assertThat(large.ask("a")).isEqualTo("small:a");
        assertThat(world.time.nanoTime() - before).isEqualTo(3 * SECOND);
        assertThat(large.ask("a")).as("the drill is over").isEqualTo("large:a");
    }

    @Test
    void anInterruptEndsAHangAndStaysSet() {
        drill("large#0", DrillKind.HANG, 1, 3, false);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> large.ask("a")).hasMessageContaining("a drill of Signalbox on node 'large#0': hang");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(world.node("large#0").failures()).as("nobody is to blame").isZero();
        assertThat(small.asked()).isZero();
    }

    @Test
    void theLastHealthyNodeIsNotDrilledUnlessForced() {
        world.engine.operator().drain("small#0", true);
        assertThatThrownBy(() -> drill("large#0", DrillKind.ERROR, 1, 30, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'large#0' is the last healthy one of route 'chat'");
        drill("large#0", DrillKind.ERROR, 1, 30, true);
        assertThatThrownBy(() -> large.ask("a")).hasMessageContaining("a drill of Signalbox");
    }

    @Test
    void aDrillEndsWhenItsNodeBecomesTheLastHealthyOne() throws Throwable {
        drill("large#0", DrillKind.ERROR, 1, 300, false);
        world.engine.operator().drain("small#0", true);
        world.engine.tick();
        assertThat(world.engine.drillsUnderWay()).isEmpty();
        assertThat(lastEvent()).contains("the node became the last healthy one of route 'chat'");
        assertThat(large.ask("a")).isEqualTo("large:a");
    }

    @Test
    void bothNodesAreNotDrilledAtOnce() {
        drill("small#0", DrillKind.ERROR, 1, 30, false);
        assertThatThrownBy(() -> drill("large#0", DrillKind.ERROR, 1, 30, false))
                .hasMessageContaining("last healthy");
        assertThatThrownBy(() -> drill("small#0", DrillKind.ERROR, 1, 30, false))
                .hasMessageContaining("already");
    }

    @Test
    void itIsJournaledAndCanBeEndedEarly() throws Throwable {
        drill("large#0", DrillKind.ERROR, 0.5, 90, false);
        assertThat(lastEvent()).isEqualTo("large#0 |  | error | by ada: drill: 50 % of its calls for 90s");
        assertThat(world.engine.drillsUnderWay()).containsExactly(new DrillInfo("large#0", "error", 0.5, 90, false, 0));
        world.engine.operator("ada").endDrill("large#0");
        assertThat(lastEvent()).isEqualTo("large#0 | error |  | the drill ended: by ada: endDrill; calls struck: 0");
        assertThat(large.ask("a")).isEqualTo("large:a");
        assertThatThrownBy(() -> world.engine.operator().endDrill("large#0")).hasMessageContaining("not drilled");
        assertThatThrownBy(() -> drill("larg", DrillKind.ERROR, 1, 30, false)).hasMessageContaining("known: large#0");
    }

    @Test
    void aHangAndALongLatencyEndWithTheAttemptsShareOfTheDeadline() throws Throwable {
        World limited = new World(
                1, World.limited(Duration.ofSeconds(4), Interrupts.NEVER, RetryConfig.NONE, "large", "small"));
        TestModel first = limited.model("large", null);
        TestModel second = limited.model("small", null);
        limited.engine.tick();
        for (DrillKind kind : new DrillKind[] {DrillKind.HANG, DrillKind.LATENCY}) {
            limited.engine.operator("").drill("large#0", kind, 1, 3 * SECOND, 30 * SECOND, false);
            long before = limited.time.nanoTime();
            assertThat(first.ask("a")).isEqualTo("small:a");
            assertThat(limited.time.nanoTime() - before).as(kind.word()).isEqualTo(2 * SECOND);
            limited.engine.operator("").endDrill("large#0");
        }
        assertThat(first.asked()).isZero();
        assertThat(second.asked()).isEqualTo(2);
    }

    @Test
    void aHangThatTheDeadlineEndsIsATimeOutAsThatOfAModel() throws Throwable {
        World limited = new World(
                1,
                World.limited(
                        Duration.ofSeconds(4),
                        Interrupts.NEVER,
                        new RetryConfig(2, Duration.ofMillis(10), 1),
                        "large",
                        "small"));
        TestModel first = limited.model("large", null);
        TestModel second = limited.model("small", null);
        limited.engine.tick();
        limited.engine.operator("").drill("large#0", DrillKind.HANG, 1, 0, 30 * SECOND, false);
        long before = limited.time.nanoTime();
        assertThat(first.ask("a")).isEqualTo("small:a");
        assertThat(limited.time.nanoTime() - before).isEqualTo(2 * SECOND);
        assertThat(limited.node("large#0").meter().count(Node.outcome(FailureClass.TIMEOUT)))
                .isEqualTo(1);
        assertThat(limited.route().cutAttempts().sum()).isEqualTo(1);
        assertThat(limited.route().retries().sum())
                .as("no retry, as after any cut")
                .isZero();
        assertThat(second.asked()).isEqualTo(1);
    }

    @Test
    void aLastResortIsNotStruckUnlessTheDrillIsForced() throws Throwable {
        for (boolean forced : new boolean[] {false, true}) {
            World limited = new World(
                    1, World.limited(Duration.ofSeconds(4), Interrupts.ALWAYS, RetryConfig.NONE, "large", "small"));
            TestModel first = limited.model("large", null);
            TestModel second = limited.model("small", q -> {
                throw new IllegalStateException("down");
            });
            limited.engine.tick();
            limited.engine.operator("").drill("large#0", DrillKind.ERROR, 1, 0, 30 * SECOND, forced);
            for (int i = 0; i < 5; i++) {
                assertThatThrownBy(() -> first.ask("a")).hasMessageContaining("a drill of Signalbox");
            }
            assertThat(limited.node("small#0").breaker().isClosed()).isFalse();
            if (forced) {
                assertThatThrownBy(() -> first.ask("a")).hasMessageContaining("a drill of Signalbox");
            } else {
                assertThat(first.ask("a")).isEqualTo("large:a");
            }
            assertThat(second.asked()).isEqualTo(5);
        }
    }

    @Test
    void aForcedDrillStrikesTheOnlyNodeAlsoOnceItsBreakerIsOpen() {
        World one = new World(1, World.config(RetryConfig.NONE, "large"));
        TestModel only = one.model("large", null);
        one.engine.tick();
        one.engine.operator("").drill("large#0", DrillKind.ERROR, 1, 0, 30 * SECOND, true);
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> only.ask("a")).hasMessageContaining("a drill of Signalbox");
        }
        assertThat(only.asked()).isZero();
    }

    @Test
    void whatADrillOpenedIsClosedWhereItsNodeBecomesTheLastHealthyOne() throws Throwable {
        drill("small#0", DrillKind.ERROR, 1, 300, false);
        world.engine.operator().failOver("chat", "small", 0, "test");
        for (int i = 0; i < 5; i++) {
            assertThat(large.ask("a")).isEqualTo("large:a");
        }
        assertThat(world.node("small#0").breaker().isClosed()).isFalse();
        world.engine.operator().drain("large#0", true);
        world.engine.tick();
        assertThat(large.ask("a")).isEqualTo("small:a");
        assertThat(world.route().callerFailures()).isZero();
    }

    @Test
    void aCallHangsNoLongerThanTheAgentStays() throws Throwable {
        drill("large#0", DrillKind.HANG, 1, 3_600, false);
        long before = world.time.nanoTime();
        world.time.meanwhile = () -> {
            if (world.time.nanoTime() - before > SECOND) {
                world.engine.letGo();
            }
        };
        assertThat(large.ask("a")).isEqualTo("small:a");
        assertThat(world.time.nanoTime() - before).isLessThan(2 * SECOND);
    }
}
