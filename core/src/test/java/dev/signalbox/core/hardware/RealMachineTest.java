package dev.signalbox.core.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.core.time.SystemTime;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The sampler on whatever machine runs the tests. */
class RealMachineTest {
    private static final long BURN_NANOS = 400_000_000;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    @Test
    void figuresHangTogether() {
        HardwareSnapshot snapshot = new HardwareSampler(SystemTime.INSTANCE, Runnable::run).sample();
        assertThat(snapshot.host().processor()).isNotBlank().isNotEqualTo("unknown");
        assertThat(snapshot.host().cores())
                .isGreaterThanOrEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(snapshot.host().memoryMB()).isGreaterThan(256);
        assertThat(snapshot.host().memoryAvailableMB())
                .isPositive()
                .isLessThan(snapshot.host().memoryMB());
        assertThat(snapshot.process().availableCores())
                .isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(snapshot.process().memoryMB())
                .isGreaterThan(20)
                .isLessThan(snapshot.host().memoryMB());
        assertThat(snapshot.process().heapUsedMB())
                .isPositive()
                .isLessThan(snapshot.process().heapMaxMB());
        assertThat(snapshot.source()).contains("OSHI").doesNotContain("machine's", "resident memory (", "heap used");
    }

    /** Two independent ways into the machine: OSHI's drivers without native access, and OSHI's front door with JNA. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void bothWaysOfReadingAgree() {
        HostReader direct = new LinuxHostReader();
        HostReader viaJna = new NativeHostReader();
        assertThat(direct.cores()).isEqualTo(viaJna.cores());
        assertThat(direct.memoryBytes()).isEqualTo(viaJna.memoryBytes());
        assertThat(direct.cpuTicks()).hasSameSizeAs(viaJna.cpuTicks());
        long resident = viaJna.processMemoryBytes();
        assertThat(direct.processMemoryBytes()).isBetween(resident * 3 / 4, resident * 4 / 3);
    }

    /** The thread's own CPU time is a floor for what the sampler must see. */
    @Test
    @Timeout(60)
    void cpuThatIsBurntIsSeen() {
        HardwareSampler sampler = new HardwareSampler(SystemTime.INSTANCE, Runnable::run);
        HardwareSnapshot before = sampler.sample();
        long cpuBefore = THREADS.getCurrentThreadCpuTime();
        long burnt = 0;
        double waste = 1;
        while (burnt < BURN_NANOS) {
            for (int i = 0; i < 100_000; i++) {
                waste = Math.sin(waste) + 1;
            }
            burnt = THREADS.getCurrentThreadCpuTime() - cpuBefore;
        }
        HardwareSnapshot after = sampler.sample();

        assertThat(waste).isFinite();
        long elapsed =
                after.sampledAtNanos().orElseThrow() - before.sampledAtNanos().orElseThrow();
        double floor = burnt / (elapsed * after.process().availableCores());
        assertThat(after.process().cpu()).isBetween(0.9 * floor, 1.0);
        double hostFloor = burnt / (elapsed * after.host().cores());
        assertThat(after.host().cpu()).isBetween(0.7 * hostFloor, 1.0);
    }
}
