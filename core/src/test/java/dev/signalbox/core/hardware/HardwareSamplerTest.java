package dev.signalbox.core.hardware;

import static dev.signalbox.core.hardware.Fakes.MB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import oshi.software.os.CgroupInfo;

class HardwareSamplerTest {
    private static final long SECOND = 1_000_000_000L;

    private final Fakes.Clock clock = new Fakes.Clock();
    private final Fakes.Host host = new Fakes.Host();
    private final Fakes.Jvm jvm = new Fakes.Jvm();

    private HardwareSampler sampler(CgroupInfo cgroup) {
        return new HardwareSampler(clock, () -> host, jvm, () -> cgroup, Fakes.noGpus());
    }

    @Test
    void beforeTheFirstSampleNothingIsKnown() {
        HardwareSnapshot none = sampler(Fakes.Cgroup.NONE).latest();
        assertThat(none).isEqualTo(HardwareSnapshot.NONE);
        assertThat(none.ageMillis(clock.nanos)).isNaN();
        assertThat(none.host().cores()).isNaN();
        assertThat(none.process().availableCores()).isNaN();
    }

    @Test
    void theFirstSampleKnowsAllButShares() {
        HardwareSampler sampler = sampler(Fakes.Cgroup.NONE);
        HardwareSnapshot first = sampler.sample();
        assertThat(first.host()).isEqualTo(new HostReading("Fake 3000", 8, Double.NaN, 16_000, 12_000));
        assertThat(first.process()).isEqualTo(new ProcessReading(4, Double.NaN, 300, 64, 256, 48));
        assertThat(first.container()).isEqualTo(ContainerReading.UNKNOWN);
        assertThat(first.source())
                .contains("a fake", "container: no cgroup", "the JDK's beans")
                .doesNotContain("could not");
        assertThat(sampler.latest()).isSameAs(first);
        assertThat(first.ageMillis(clock.nanos + 250_000_000)).isEqualTo(250);
    }

    @Test
    void aHeapThatWasNotCollectedYetIsUnknownAndNoMiss() {
        jvm.heapAfterGc = OptionalLong.empty();
        HardwareSnapshot snapshot = sampler(Fakes.Cgroup.NONE).sample();
        assertThat(snapshot.process().heapAfterGcMB()).isNaN();
        assertThat(snapshot.source()).contains("; GPUs: none (a fake); ").doesNotContain("could not");
        assertThat(snapshot.gpus()).isEmpty();
    }

    @Test
    void sharesAreTakenBetweenTwoSamples() {
        HardwareSampler sampler = sampler(Fakes.Cgroup.NONE);
        sampler.sample();
        // 100 ticks pass: 25 busy, 70 idle, 5 waiting for a disk.
        host.ticks = new long[] {115, 0, 60, 1070, 25, 0, 0, 0};
        jvm.cpuNanos += SECOND;
        clock.nanos += SECOND;
        HardwareSnapshot second = sampler.sample();
        assertThat(second.host().cpu()).isEqualTo(0.25);
        assertThat(second.process().cpu()).isEqualTo(0.25); // one of four cores
    }

    @Test
    void aSampleBetweenTwoTicksKeepsTheShareBefore() {
        HardwareSampler sampler = sampler(Fakes.Cgroup.NONE);
        sampler.sample();
        host.ticks = new long[] {150, 0, 50, 1050, 20, 0, 0, 0};
        jvm.cpuNanos += 2 * SECOND;
        clock.nanos += SECOND;
        sampler.sample();
        HardwareSnapshot again = sampler.sample();
        assertThat(again.host().cpu()).isEqualTo(0.5);
        assertThat(again.process().cpu()).isEqualTo(0.5);
    }

    @Test
    void aCounterThatStepsBackIsNoTime() {
        HardwareSampler sampler = sampler(Fakes.Cgroup.NONE);
        sampler.sample();
        host.ticks = new long[] {200, 0, 50, 1000, 3, 0, 0, 0};
        assertThat(sampler.sample().host().cpu()).isEqualTo(1);
    }

    @Test
    void aQuotaBelowTheCoresIsWhatTheShareIsOf() {
        jvm.cores = 1;
        HardwareSampler sampler = sampler(new Fakes.Cgroup(2, 512 * MB, 200 * MB, 0.5));
        sampler.sample();
        jvm.cpuNanos += SECOND / 4;
        clock.nanos += SECOND;
        HardwareSnapshot half = sampler.sample();
        assertThat(half.process().cpu()).isEqualTo(0.5);
        assertThat(half.container()).isEqualTo(new ContainerReading(512, 200, 0.5));
        assertThat(half.source()).contains("OSHI's CgroupInfo, cgroup version 2");
        jvm.cpuNanos += SECOND;
        clock.nanos += SECOND;
        assertThat(sampler.sample().process().cpu()).isEqualTo(1);
    }

    @Test
    void aLimitThatOnlyTheJdkSeesIsTheContainers() {
        jvm.totalBytes = 2_000 * MB;
        jvm.freeBytes = 0;
        HardwareSnapshot full =
                sampler(new Fakes.Cgroup(1, CgroupInfo.UNLIMITED_MEMORY, 0, -1)).sample();
        assertThat(full.container()).isEqualTo(new ContainerReading(2_000, 2_000, Double.NaN));
        assertThat(full.source()).contains("memory by the JDK's OperatingSystemMXBean");
    }

    @Test
    void aCgroupThatDoesNotTellItsUseIsNamed() {
        HardwareSnapshot snapshot =
                sampler(new Fakes.Cgroup(2, CgroupInfo.UNLIMITED_MEMORY, 0, -1)).sample();
        assertThat(snapshot.container()).isEqualTo(ContainerReading.UNKNOWN);
        assertThat(snapshot.source()).contains("could not read: container memory used (a cgroup that is the root");
    }

    @Test
    void oneFigureThatFailsTakesNoOtherWithIt() {
        Fakes.Host broken = new Fakes.Host() {
            @Override
            public long[] cpuTicks() {
                throw new Error("Invalid memory access");
            }

            @Override
            public long processMemoryBytes() {
                throw new Unreadable("no VmRSS");
            }
        };
        HardwareSampler sampler =
                new HardwareSampler(clock, () -> broken, jvm, () -> Fakes.Cgroup.NONE, Fakes.noGpus());
        HardwareSnapshot snapshot = sampler.sample();
        assertThat(snapshot.host()).isEqualTo(new HostReading("Fake 3000", 8, Double.NaN, 16_000, 12_000));
        assertThat(snapshot.process()).isEqualTo(new ProcessReading(4, Double.NaN, Double.NaN, 64, 256, 48));
        assertThat(snapshot.source())
                .endsWith(
                        "; could not read: machine's CPU (java.lang.Error: Invalid memory access); resident memory (no VmRSS)");
    }

    @Test
    void aMachineThatCountsNoTicksIsUnknownNotIdle() {
        host.ticks = new long[8];
        HardwareSnapshot snapshot = sampler(Fakes.Cgroup.NONE).sample();
        assertThat(snapshot.host().cpu()).isNaN();
        assertThat(snapshot.source()).contains("machine's CPU (the count of CPU ticks does not tell)");
    }

    @Test
    void aReaderThatCannotBeMadeIsTriedOnceAndTold() {
        int[] tries = {0};
        Supplier<HostReader> unlinkable = () -> {
            tries[0]++;
            throw new NoClassDefFoundError("com/sun/jna/Native");
        };
        Supplier<CgroupInfo> forbidden = () -> {
            throw new SecurityException("not you");
        };
        HardwareSampler sampler = new HardwareSampler(clock, unlinkable, jvm, forbidden, Fakes.noGpus());
        sampler.sample();
        HardwareSnapshot snapshot = sampler.sample();
        assertThat(tries[0]).isEqualTo(1);
        assertThat(snapshot.host()).isEqualTo(HostReading.UNKNOWN);
        assertThat(snapshot.container()).isEqualTo(ContainerReading.UNKNOWN);
        assertThat(snapshot.process().availableCores()).isEqualTo(4);
        assertThat(snapshot.process().heapUsedMB()).isEqualTo(64, within(0.0));
        assertThat(snapshot.source())
                .containsOnlyOnce("NoClassDefFoundError: com/sun/jna/Native")
                .containsOnlyOnce("SecurityException: not you");
    }

    @Test
    void aVirtualMachineErrorIsNotOurs() {
        HardwareSampler sampler = new HardwareSampler(
                clock,
                () -> {
                    throw new OutOfMemoryError("test");
                },
                jvm,
                () -> Fakes.Cgroup.NONE,
                Fakes.noGpus());
        assertThatThrownBy(sampler::sample).isInstanceOf(OutOfMemoryError.class);
    }
}
