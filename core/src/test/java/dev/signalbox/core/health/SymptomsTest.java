package dev.signalbox.core.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.signalbox.core.hardware.ContainerReading;
import dev.signalbox.core.hardware.HardwareSnapshot;
import dev.signalbox.core.hardware.HostReading;
import dev.signalbox.core.hardware.ProcessReading;
import dev.signalbox.core.metrics.Meter;
import dev.signalbox.core.testing.VirtualTime;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is wrong with a node that answers: rows of failures, slowness, calls that pile up, the machine. */
class SymptomsTest {
    private final VirtualTime time = new VirtualTime(1);
    private final Breaker breaker = new Breaker(BreakerPolicy.DEFAULT, time);
    private final HealthMonitor monitor = new HealthMonitor("large#0", breaker);
    private final Meter meter = new Meter(2, true);
    private long calls;
    private int inFlight;
    private double oldest = Double.NaN;
    private String machine = "";

    /** Seconds of five calls each, all of one latency. */
    private HealthStatus seconds(int seconds, long millis) {
        for (int s = 0; s < seconds; s++) {
            for (int c = 0; c < 5; c++) {
                meter.record(0, 0, TimeUnit.MILLISECONDS.toNanos(millis));
                calls++;
            }
            tick();
        }
        return monitor.health().status();
    }

    private HealthStatus tick() {
        time.advance(1, TimeUnit.SECONDS);
        return monitor.update(time.nanoTime(), calls, calls, 0, meter::latencies, inFlight, oldest, machine)
                .status();
    }

    @Test
    void threeTimesTheUsualLatencyDegradesAndTwiceOfItDoesNot() {
        assertThat(seconds(60, 100)).isEqualTo(HealthStatus.HEALTHY);
        assertThat(monitor.health().baseline().p50Millis()).isCloseTo(100, withinPercentage(7));
        assertThat(seconds(12, 230)).isEqualTo(HealthStatus.HEALTHY);
        assertThat(seconds(12, 400)).isEqualTo(HealthStatus.DEGRADED);
        assertThat(monitor.health().reason()).contains("its median of ").contains("times its usual one");
        assertThat(seconds(12, 250)).as("not yet below twice").isEqualTo(HealthStatus.DEGRADED);
        assertThat(seconds(12, 100)).isEqualTo(HealthStatus.HEALTHY);
    }

    @Test
    void theBaselineDoesNotLearnTheTrouble() {
        seconds(60, 100);
        double usual = monitor.health().baseline().p50Millis();
        assertThat(seconds(30 * 60, 1_000)).as("half an hour later").isEqualTo(HealthStatus.DEGRADED);
        assertThat(monitor.health().baseline().p50Millis()).isCloseTo(usual, withinPercentage(10));
    }

    @Test
    void whatLastsForAnHourIsWhatTheNodeDoesNow() {
        seconds(60, 100);
        seconds(61 * 60, 1_000);
        assertThat(seconds(12, 1_000)).isEqualTo(HealthStatus.HEALTHY);
        assertThat(monitor.health().baseline().p50Millis()).isCloseTo(1_000, withinPercentage(10));
    }

    @Test
    void theBaselineFollowsSlowly() {
        seconds(60, 100);
        seconds(60, 150);
        assertThat(monitor.health().baseline().p50Millis()).isLessThan(120);
        seconds(60 * 60, 150);
        assertThat(monitor.health().baseline().p50Millis()).isCloseTo(150, withinPercentage(7));
    }

    @Test
    void aLeapOfTheClockTeachesNothing() {
        seconds(60, 100);
        time.advance(3, TimeUnit.DAYS);
        seconds(11, 140);
        assertThat(monitor.health().baseline().p50Millis()).isLessThan(115);
        assertThat(monitor.health().status()).isEqualTo(HealthStatus.HEALTHY);
    }

    @Test
    void fewCallsOrMicrosecondsProveNothing() {
        seconds(60, 1);
        assertThat(seconds(12, 4)).isEqualTo(HealthStatus.HEALTHY);
        meter.record(0, 0, TimeUnit.SECONDS.toNanos(100));
        calls++;
        for (int i = 0; i < 11; i++) {
            tick();
        }
        assertThat(monitor.health().status()).isEqualTo(HealthStatus.HEALTHY);
    }

    @Test
    void callsThatPileUpAndDoNotEndDegrade() {
        inFlight = 5;
        seconds(60, 100);
        assertThat(monitor.health().baseline().inFlight()).isEqualTo(5);
        inFlight = 20;
        assertThat(seconds(12, 100))
                .as("more traffic that is answered as fast as ever")
                .isEqualTo(HealthStatus.HEALTHY);
        for (int i = 0; i < 12; i++) {
            tick();
        }
        assertThat(monitor.health().status()).isEqualTo(HealthStatus.DEGRADED);
        assertThat(monitor.health().reason()).contains("20 calls in flight").contains("none ended in 10 s");
        inFlight = 5;
        assertThat(tick()).isEqualTo(HealthStatus.HEALTHY);
    }

    @Test
    void threeFailuresInARowDegradeUntilASuccessOrUntilTheyAreOld() {
        seconds(1, 100);
        tick();
        for (int i = 0; i < 3; i++) {
            breaker.failed(breaker.tryAcquire(time.nanoTime()), time.nanoTime());
        }
        calls += 3;
        assertThat(tick()).isEqualTo(HealthStatus.DEGRADED);
        assertThat(monitor.health().reason()).isEqualTo("3 failures in a row");
        for (int i = 0; i < 11; i++) {
            tick();
        }
        assertThat(monitor.health().status()).isEqualTo(HealthStatus.HEALTHY);
        seconds(1, 100);
        breaker.succeeded(breaker.tryAcquire(time.nanoTime()));
        assertThat(tick()).isEqualTo(HealthStatus.HEALTHY);
    }

    private static HardwareSnapshot machine(double cpu, double availableMB) {
        return new HardwareSnapshot(
                OptionalLong.of(0),
                new HostReading("a", 4, cpu, 1_000, availableMB),
                ProcessReading.UNKNOWN,
                ContainerReading.UNKNOWN,
                "test");
    }

    @Test
    void aSaturatedMachineIsNotedAndDegradesOnlyWhereItShows() {
        MachinePressure pressure = new MachinePressure(HealthPolicy.DEFAULT);
        pressure.update(machine(0.97, 500));
        assertThat(pressure.reason()).isEqualTo("the machine's CPU is 97 % busy");
        seconds(60, 100);
        machine = pressure.reason();
        assertThat(seconds(12, 100)).isEqualTo(HealthStatus.HEALTHY);
        assertThat(monitor.health().reason()).endsWith("; the machine's CPU is 97 % busy");
        assertThat(seconds(12, 200)).isEqualTo(HealthStatus.DEGRADED);
        assertThat(monitor.health().reason()).contains("and the machine's CPU is 97 % busy");
        assertThat(breaker.isClosed()).isTrue();
        pressure.update(machine(0.9, 500));
        assertThat(pressure.reason()).isNotEmpty();
        pressure.update(machine(0.8, 500));
        assertThat(pressure.reason()).isEmpty();
        pressure.update(machine(Double.NaN, 40));
        assertThat(pressure.reason()).isEqualTo("the machine's memory is 96 % in use");
        pressure.update(HardwareSnapshot.NONE);
        assertThat(pressure.reason()).as("nothing is known").isEmpty();
    }

    @Test
    void oneCallThatHangsIsSeenBeforeItEnds() {
        oldest = 59_000;
        assertThat(tick()).as("nothing usual is known").isEqualTo(HealthStatus.HEALTHY);
        oldest = 60_000;
        assertThat(tick()).isEqualTo(HealthStatus.DEGRADED);
        assertThat(monitor.health().reason()).contains("a call has been under way for 60 s");
        oldest = Double.NaN;
        assertThat(seconds(60, 100)).isEqualTo(HealthStatus.HEALTHY);
        oldest = 9_900;
        assertThat(tick()).isEqualTo(HealthStatus.HEALTHY);
        oldest = 10_000;
        assertThat(tick()).isEqualTo(HealthStatus.DEGRADED);
        oldest = 100;
        assertThat(tick()).isEqualTo(HealthStatus.HEALTHY);
    }
}
