package dev.signalbox.core.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.signalbox.core.config.BalanceStrategy;
import dev.signalbox.core.hardware.ContainerReading;
import dev.signalbox.core.hardware.GpuReading;
import dev.signalbox.core.hardware.HardwareSnapshot;
import dev.signalbox.core.hardware.HostReading;
import dev.signalbox.core.hardware.ProcessReading;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class BalanceMetricsTest {
    @Test
    void evennessIsOneWhereAllHaveTheSameAndZeroWhereOneHasAll() {
        assertThat(BalanceMetrics.evenness(new double[] {3, 3, 3})).isCloseTo(1, within(1e-9));
        assertThat(BalanceMetrics.evenness(new double[] {0, 7, 0})).isCloseTo(0, within(1e-9));
        assertThat(BalanceMetrics.evenness(new double[] {1, 1, 0, 0})).isCloseTo(1 / 3.0, within(1e-9));
        assertThat(BalanceMetrics.evenness(new double[] {5})).isNaN();
        assertThat(BalanceMetrics.evenness(new double[] {0, 0})).isNaN();
    }

    @Test
    void loadIsMeasuredAgainstWeight() {
        Replicas replicas = new Replicas(1, 2, BalanceStrategy.HOT_COLD);
        replicas.nodes[0].setWeight(0.25);
        replicas.begin(0, 1);
        replicas.begin(1, 4);
        LoadDistribution even = LoadDistribution.of(List.of(replicas.nodes), Map.of(), HardwareSnapshot.NONE);
        assertThat(even.metrics().distributionScore()).isCloseTo(1, within(1e-9));
        assertThat(even.metrics().performance().responseTimeMillis()).isNaN();
        assertThat(even.health()).containsOnlyKeys("m#0", "m#1");
        assertThat(even.nodeAllocations()).containsEntry("m#0", List.of());
    }

    @Test
    void utilizationIsInPercentOfWhatTheJvmMayUse() {
        HardwareSnapshot contained = new HardwareSnapshot(
                OptionalLong.of(1),
                new HostReading("x", 8, 0.9, 16_000, 4_000),
                new ProcessReading(2, 0.5, 100, 50, 200),
                new ContainerReading(1_000, 250, 2),
                "test");
        assertThat(ResourceUtilization.of(contained)).isEqualTo(new ResourceUtilization(50, 25, Double.NaN));
        HardwareSnapshot free = new HardwareSnapshot(
                contained.sampledAtNanos(), contained.host(), contained.process(), ContainerReading.UNKNOWN, "test");
        assertThat(ResourceUtilization.of(free).memory()).isCloseTo(75, within(1e-9));
        HardwareSnapshot withGpus = new HardwareSnapshot(
                contained.sampledAtNanos(),
                contained.host(),
                contained.process(),
                contained.container(),
                List.of(gpu(0, 0.75), gpu(1, Double.NaN), gpu(2, 0.25)),
                "test");
        assertThat(ResourceUtilization.of(withGpus).gpu())
                .as("of those that tell")
                .isEqualTo(50);
        assertThat(ResourceUtilization.of(HardwareSnapshot.NONE))
                .isEqualTo(new ResourceUtilization(Double.NaN, Double.NaN, Double.NaN));
    }

    private static GpuReading gpu(int index, double utilization) {
        return new GpuReading(index, "x", "", 1000, 100, utilization, 10, 0.1, 40, 50);
    }
}
