package dev.signalbox.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.core.config.RetryConfig;
import dev.signalbox.core.site.Answered;
import dev.signalbox.core.site.CallGate;
import dev.signalbox.core.site.FailureClass;
import dev.signalbox.core.testing.TestModel;
import dev.signalbox.core.testing.TestSite.Fault;
import dev.signalbox.core.testing.World;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Calls whose thread holds the instance's monitor: they are measured, and no other node is called from under it. */
class LockedCallTest {
    private final World world = new World(1, World.config(RetryConfig.NONE, "large", "small"));
    private final TestModel large = world.model("large", null);
    private final TestModel small = world.model("small", null);
    private final CallGate gate = world.engine.gate();

    @Test
    void aFailureIsMeasuredAndReachesTheCaller() throws Throwable {
        Object call = Objects.requireNonNull(gate.enterLocked(world.site, 0, large));
        Fault fault = new Fault(FailureClass.TRANSIENT, "down");
        assertThat(gate.exit(call, null, fault, "a", null, null, null, null, null))
                .isNull();
        assertThat(world.node("large#0").meter().total()).isEqualTo(1);
        assertThat(world.node("large#0").inFlight()).isZero();
        assertThat(world.route().calls().total()).isZero();
        assertThat(small.asked()).isZero();
    }

    @Test
    void aForcedFailoverIsNotObeyedUnderTheMonitor() throws Throwable {
        world.engine.operator().failOver("chat", "small", 0, "");
        Object call = Objects.requireNonNull(gate.enterLocked(world.site, 0, large));
        assertThat(call).isNotInstanceOf(Answered.class);
        assertThat(gate.exit(call, "own", null, "a", null, null, null, null, null))
                .isNull();
        assertThat(large.ask("a")).as("and by the next call again").isEqualTo("small:a");
    }

    @Test
    void nothingInsideRoutesEither() throws Throwable {
        large.does(q -> {
            throw new Fault(FailureClass.TRANSIENT, "down");
        });
        Object call = Objects.requireNonNull(gate.enterLocked(world.site, 0, small));
        assertThat(gate.enter(world.site, 0, small, "a", null, null, null, null, null))
                .as("its own overload or super method")
                .isNull();
        gate.exit(call, "own", null, "a", null, null, null, null, null);
        assertThat(large.ask("a")).isEqualTo("small:a");
    }
}
