package dev.signalbox.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.core.config.Replay;
import dev.signalbox.core.config.RetryConfig;
import dev.signalbox.core.config.SignalboxConfig;
import dev.signalbox.core.health.BreakerState;
import dev.signalbox.core.site.CallGate;
import dev.signalbox.core.site.FailureClass;
import dev.signalbox.core.testing.TestModel;
import dev.signalbox.core.testing.TestSite.Fault;
import dev.signalbox.core.testing.World;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Calls whose ends go wrong on our side: nothing is called twice, nothing stays behind, no thread is blind afterwards. */
class LostCallTest {
    private final World world = new World(1, World.config(RetryConfig.NONE, "large", "small"));
    private final TestModel large = world.model("large", null);
    private final TestModel small = world.model("small", null);

    private static final TestModel.Behaviour FAILS = q -> {
        throw new Fault(FailureClass.TRANSIENT, "down");
    };

    @Test
    void aCallThatNeverCameToItsExitDoesNotBlindItsThreadForGood() throws Throwable {
        large.ask("warm");
        CallGate gate = world.engine.gate();
        assertThat(gate.enter(world.site, 0, large, "lost", null, null, null, null, null))
                .isNotNull();
        large.does(FAILS);
        assertThatThrownBy(() -> large.ask("a")).isInstanceOf(Fault.class);
        world.pass(11, TimeUnit.MINUTES);
        assertThat(large.ask("b")).isEqualTo("small:b");
    }

    @Test
    void theCallBelowReclaimsThoseWhoseExitsNeverCame() throws Throwable {
        CallGate gate = world.engine.gate();
        TestModel outer = world.model("outer", q -> {
            gate.enter(world.site, 0, large, "lost", null, null, null, null, null);
            throw new StackOverflowError();
        });
        World observing = world;
        observing.engine.apply(new SignalboxConfig(
                true,
                world.engine.config().models(),
                world.engine.config().callSites(),
                world.engine.config().routes(),
                world.engine.config().hardware()));
        assertThatThrownBy(() -> outer.ask("a")).isInstanceOf(StackOverflowError.class);
        assertThat(world.node("large#0").inFlight()).isZero();
        large.does(FAILS);
        assertThat(large.ask("b")).isEqualTo("small:b");
    }

    @Test
    void aRequestThatNoAlternativeCanHonourRunsWhereItWasPutAlthoughItsBreakerIsOpen() throws Throwable {
        large.does(FAILS);
        for (int i = 0; i < 5; i++) {
            large.ask("a");
        }
        assertThat(world.node("large#0").breaker().isClosed()).isFalse();
        large.recovers();
        assertThat(large.ask("untranslatable")).isEqualTo("large:untranslatable");
        assertThat(world.route().lastResorts().sum()).isEqualTo(1);
        assertThat(world.route().rejected().sum()).isZero();
        assertThat(world.node("large#0").inFlight()).isZero();
    }

    @Test
    void aDrainedNodeIsNoLastResortAlthoughEveryOtherBreakerIsOpen() throws Throwable {
        large.ask("warm");
        world.engine.operator().drain("large#0", true);
        small.does(FAILS);
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> large.ask("a")).isInstanceOf(Fault.class);
        }
        int asked = large.asked();
        small.recovers();
        assertThat(large.ask("a")).as("past the breaker").isEqualTo("small:a");
        assertThat(large.asked()).as("the operator drained it").isEqualTo(asked);
        world.engine.operator().drain("large#0", false);
        assertThat(large.ask("b")).isEqualTo("large:b");
    }

    @Test
    void aDisabledChainIsNoLastResortEither() throws Throwable {
        large.ask("warm");
        world.engine.operator().enable("chat", "large", false);
        small.does(FAILS);
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> large.ask("a")).isInstanceOf(Fault.class);
        }
        int asked = large.asked();
        small.recovers();
        assertThat(large.ask("a")).as("past the breaker").isEqualTo("small:a");
        assertThat(large.asked()).isEqualTo(asked);
    }

    @Test
    void whereTheOperatorKeepsCallsAwayARefusalIsStillARefusal() throws Throwable {
        large.ask("warm");
        world.engine.operator().drain("large#0", true);
        world.engine.operator().drain("small#0", true);
        assertThatThrownBy(() -> large.ask("a")).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void probesThatCannotBePutToTheNodeAreGivenBack() throws Throwable {
        large.ask("warm");
        world.engine.operator().failOver("chat", "small", 0, "");
        small.does(FAILS);
        for (int i = 0; i < 5; i++) {
            large.ask("a");
        }
        world.pass(6, TimeUnit.SECONDS);
        for (int i = 0; i < 10; i++) {
            large.ask("untranslatable");
        }
        small.recovers();
        assertThat(large.ask("b")).isEqualTo("small:b");
        assertThat(world.node("small#0").breaker().state()).isInstanceOf(BreakerState.HalfOpen.class);
    }

    @Test
    void argumentsThatAreConsumedAreUsedOnceAlsoWhereTheFirstChoiceIsElsewhere() throws Throwable {
        world.site.replay(Replay.NONE);
        large.ask("warm");
        world.engine.operator().failOver("chat", "small", 0, "");
        small.does(FAILS);
        int before = large.asked();
        assertThatThrownBy(() -> large.ask("a")).isInstanceOf(Fault.class);
        assertThat(large.asked()).isEqualTo(before);
        assertThat(small.asked()).isEqualTo(1);
    }
}
