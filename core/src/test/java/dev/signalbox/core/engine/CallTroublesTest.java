package dev.signalbox.core.engine;

import static dev.signalbox.core.engine.Recovering.incidents;
import static dev.signalbox.core.engine.Recovering.load;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.core.config.RetryConfig;
import dev.signalbox.core.recovery.ErrorRecovery;
import dev.signalbox.core.recovery.RecoveryStatus;
import dev.signalbox.core.recovery.Severity;
import dev.signalbox.core.site.FailureClass;
import dev.signalbox.core.testing.TestModel;
import dev.signalbox.core.testing.TestSite.Fault;
import dev.signalbox.core.testing.World;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Failed calls make one incident of their route, as severe as what its callers noticed. */
class CallTroublesTest {
    private final World world =
            new World(1, World.config(new RetryConfig(2, Duration.ofMillis(1), 1), "large", "small"));
    private final TestModel large = world.model("large", null);
    private final TestModel small = world.model("small", null);

    private static TestModel.Behaviour failing(FailureClass kind) {
        return q -> {
            throw new Fault(kind, "down");
        };
    }

    private ErrorRecovery only() {
        assertThat(incidents(world, "chat")).hasSize(1);
        return incidents(world, "chat").get(0);
    }

    @Test
    void aStormIsOneIncident() {
        large.does(failing(FailureClass.TRANSIENT));
        for (int i = 0; i < 5_000; i++) {
            load(world, large, 0);
            try {
                large.ask("q");
            } catch (Throwable e) {
                throw new AssertionError(e);
            }
            if (i % 100 == 0) {
                world.pass(100, TimeUnit.MILLISECONDS);
            }
        }
        world.pass(100, TimeUnit.MILLISECONDS);
        assertThat(only().status()).isEqualTo(RecoveryStatus.IN_PROGRESS);
        assertThat(only().severity()).isEqualTo(Severity.MEDIUM);
        assertThat(only().tally().failures())
                .isEqualTo(world.route().attemptFailures().sum());
        assertThat(only().history()).hasSizeLessThanOrEqualTo(16);
        assertThat(small.asked()).isPositive();
    }

    @Test
    void aRetryThatHelpsIsLow() throws Throwable {
        int[] asked = new int[1];
        large.does(q -> {
            if (asked[0]++ == 0) {
                throw new Fault(FailureClass.TRANSIENT, "once");
            }
            return "large";
        });
        assertThat(large.ask("q")).isEqualTo("large");
        world.pass(100, TimeUnit.MILLISECONDS);
        assertThat(only().severity()).isEqualTo(Severity.LOW);
        assertThat(only().action().word()).isEqualTo("retry");
        assertThat(only().tally().retried()).isEqualTo(1);
        assertThat(only().tally().failedOver()).isZero();
        assertThat(world.engine.recoveries().probabilities()).containsEntry("chat/retry", 2.0 / 3);
        world.pass(11, TimeUnit.SECONDS);
        assertThat(only().status()).isEqualTo(RecoveryStatus.COMPLETED);
    }

    @Test
    void aFailoverThatHelpsIsMedium() throws Throwable {
        large.does(failing(FailureClass.OVERLOAD));
        assertThat(large.ask("q")).isEqualTo("small:q");
        world.pass(100, TimeUnit.MILLISECONDS);
        assertThat(only().severity()).isEqualTo(Severity.MEDIUM);
        assertThat(only().action().word()).isEqualTo("failover");
    }

    @Test
    void whatACallerSawIsHighAndItsIncidentFails() {
        large.does(failing(FailureClass.OVERLOAD));
        small.does(failing(FailureClass.OVERLOAD));
        assertThatThrownBy(() -> large.ask("q")).isInstanceOf(Fault.class);
        world.pass(100, TimeUnit.MILLISECONDS);
        assertThat(only().severity()).isEqualTo(Severity.HIGH);
        assertThat(only().status()).isEqualTo(RecoveryStatus.IN_PROGRESS);
        world.pass(11, TimeUnit.SECONDS);
        assertThat(only().status()).isEqualTo(RecoveryStatus.FAILED);
        assertThat(only().last().note()).contains("1 callers were given an exception");
        assertThat(world.engine.recoveries().probabilities().get("chat/failover"))
                .isLessThan(0.5);
    }

    @Test
    void noChainLeftIsCritical() {
        large.does(failing(FailureClass.OVERLOAD));
        small.does(failing(FailureClass.OVERLOAD));
        load(world, large, 3);
        assertThat(world.route().lastResorts().sum()).isPositive();
        assertThat(only().severity()).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void theCallersOwnFaultIsNoIncident() {
        large.does(failing(FailureClass.CALLER));
        load(world, large, 3);
        large.does(failing(FailureClass.CANCELLED));
        load(world, large, 3);
        assertThat(world.route().callerFailures()).isEqualTo(60);
        assertThat(world.engine.recoveries().incidents()).isEmpty();
    }

    @Test
    void theNextTroubleIsTheNextIncident() throws Throwable {
        large.does(failing(FailureClass.OVERLOAD));
        large.ask("q");
        world.pass(20, TimeUnit.SECONDS);
        large.ask("q");
        world.pass(20, TimeUnit.SECONDS);
        assertThat(incidents(world, "chat")).hasSize(2);
        assertThat(incidents(world, "chat")).allMatch(i -> i.status() == RecoveryStatus.COMPLETED);
        assertThat(incidents(world, "chat")).allMatch(i -> i.tally().failures() == 1);
        assertThat(world.engine.recoveries().byStatus()).containsEntry(RecoveryStatus.COMPLETED, 2L);
        assertThat(world.engine.recoveries().bySeverity()).containsEntry(Severity.MEDIUM, 2L);
    }

    @Test
    void whatHappensIsTold() throws Throwable {
        large.does(failing(FailureClass.OVERLOAD));
        large.ask("q");
        world.pass(20, TimeUnit.SECONDS);
        assertThat(world.engine.events().last().stream()
                        .filter(e -> e.type().equals(Events.RECOVERY))
                        .map(e -> e.source() + " " + e.from() + ">" + e.to()))
                .containsExactly("chat >in_progress", "chat in_progress>completed");
    }

    @Test
    void aRouteThatGoesEndsItsIncident() throws Throwable {
        large.does(failing(FailureClass.OVERLOAD));
        large.ask("q");
        world.pass(100, TimeUnit.MILLISECONDS);
        world.engine.apply(dev.signalbox.core.config.SignalboxConfig.observeOnly());
        world.pass(100, TimeUnit.MILLISECONDS);
        assertThat(only().status()).isEqualTo(RecoveryStatus.FAILED);
        assertThat(only().last().note()).isEqualTo("the route is no longer in the config");
        assertThat(world.engine.recoveries().probabilities()).isEmpty();
    }
}
