package dev.signalbox.core.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.signalbox.core.metrics.Meter;
import dev.signalbox.core.testing.VirtualTime;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HealthMonitorTest {
    private final VirtualTime time = new VirtualTime(1);
    private final Breaker breaker = new Breaker(BreakerPolicy.DEFAULT, time);
    private final HealthMonitor monitor = new HealthMonitor("large#0", breaker);
    private final Meter meter = new Meter(2, true);
    private long calls;
    private long failures;

    private HealthStatus after(int newCalls, int newFailures) {
        calls += newCalls;
        failures += newFailures;
        time.advance(100, TimeUnit.MILLISECONDS);
        return monitor.update(time.nanoTime(), calls, calls - failures, failures, meter::latencies)
                .status();
    }

    @Test
    void degradesFromATenthAndRecoversBelowATwentieth() {
        assertThat(after(0, 0)).isEqualTo(HealthStatus.HEALTHY);
        assertThat(after(100, 9)).isEqualTo(HealthStatus.HEALTHY);
        assertThat(after(10, 5)).isEqualTo(HealthStatus.DEGRADED);
        assertThat(after(130, 0)).isEqualTo(HealthStatus.DEGRADED);
        assertThat(after(200, 0)).isEqualTo(HealthStatus.HEALTHY);
    }

    @Test
    void halfOfTwentyCallsOpensTheBreaker() {
        after(0, 0);
        assertThat(after(19, 10)).isEqualTo(HealthStatus.DEGRADED);
        assertThat(after(1, 0)).isEqualTo(HealthStatus.FAILED);
        assertThat(breaker.isClosed()).isFalse();
        assertThat(monitor.health().reason()).contains("50 % of 20 calls");
    }

    @Test
    void whatFailedBeforeItClosedIsNotHeldAgainstItAfterwards() {
        after(0, 0);
        for (int i = 0; i < 5; i++) {
            breaker.failed(breaker.tryAcquire(time.nanoTime()), time.nanoTime());
        }
        assertThat(after(25, 25)).isEqualTo(HealthStatus.FAILED);
        time.advance(6, TimeUnit.SECONDS);
        for (int i = 0; i < 3; i++) {
            breaker.succeeded(breaker.tryAcquire(time.nanoTime()));
        }
        assertThat(after(3, 0)).isEqualTo(HealthStatus.HEALTHY);
        assertThat(after(1, 0)).isEqualTo(HealthStatus.HEALTHY);
        assertThat(breaker.isClosed()).isTrue();
    }

    @Test
    void anIdleNodesWindowEmpties() {
        after(0, 0);
        after(10, 4);
        assertThat(monitor.health().errorRate()).isEqualTo(0.4);
        for (int i = 0; i < 101; i++) {
            after(0, 0);
        }
        assertThat(monitor.health().errorRate()).isNaN();
        assertThat(monitor.health().status()).isEqualTo(HealthStatus.HEALTHY);
    }

    @Test
    void tellsHowTheLastTenSecondsWent() {
        after(0, 0);
        for (int i = 0; i < 10; i++) {
            meter.record(0, 0, TimeUnit.MILLISECONDS.toNanos(i < 9 ? 10 : 100));
        }
        time.advance(1, TimeUnit.SECONDS);
        after(10, 1);
        PerformanceMetrics performance = monitor.health().performance();
        assertThat(performance.responseTimeMillis()).isCloseTo(10, withinPercentage(6.25));
        assertThat(performance.p95Millis()).isCloseTo(100, withinPercentage(6.25));
        assertThat(performance.successRate()).isEqualTo(0.9);
        assertThat(performance.efficiency()).isEqualTo(0.9);
        assertThat(performance.errors()).isEqualTo(1);
        for (int i = 0; i < 12; i++) {
            time.advance(1, TimeUnit.SECONDS);
            after(0, 0);
        }
        assertThat(monitor.health().performance()).isEqualTo(PerformanceMetrics.UNKNOWN);
    }
}
