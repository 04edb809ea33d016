package dev.signalbox.agent.jmx;

import dev.signalbox.core.control.GpuInfo;
import dev.signalbox.core.control.HardwareMXBean;
import dev.signalbox.core.hardware.GpuReading;
import dev.signalbox.core.hardware.HardwareSnapshot;
import dev.signalbox.core.time.TimeSource;
import java.util.List;
import java.util.function.Supplier;

/** The last reading of the machine, as JMX shows it. */
final class HardwareBean implements HardwareMXBean {
    private final Supplier<HardwareSnapshot> latest;
    private final TimeSource time;

    HardwareBean(Supplier<HardwareSnapshot> latest, TimeSource time) {
        this.latest = latest;
        this.time = time;
    }

    @Override
    public String getProcessor() {
        return latest.get().host().processor();
    }

    @Override
    public double getHostCores() {
        return latest.get().host().cores();
    }

    @Override
    public int getAvailableCores() {
        return Runtime.getRuntime().availableProcessors();
    }

    @Override
    public double getHostCpu() {
        return latest.get().host().cpu();
    }

    @Override
    public double getProcessCpu() {
        return latest.get().process().cpu();
    }

    @Override
    public double getHostMemoryMB() {
        return latest.get().host().memoryMB();
    }

    @Override
    public double getHostMemoryAvailableMB() {
        return latest.get().host().memoryAvailableMB();
    }

    @Override
    public double getProcessMemoryMB() {
        return latest.get().process().memoryMB();
    }

    @Override
    public double getContainerMemoryLimitMB() {
        return latest.get().container().memoryLimitMB();
    }

    @Override
    public double getContainerMemoryUsedMB() {
        return latest.get().container().memoryUsedMB();
    }

    @Override
    public double getContainerCpuLimit() {
        return latest.get().container().cpuLimit();
    }

    @Override
    public double getHeapUsedMB() {
        return latest.get().process().heapUsedMB();
    }

    @Override
    public double getHeapMaxMB() {
        return latest.get().process().heapMaxMB();
    }

    @Override
    public double getHeapAfterGcMB() {
        return latest.get().process().heapAfterGcMB();
    }

    @Override
    public List<GpuInfo> getGpus() {
        return latest.get().gpus().stream().map(HardwareBean::info).toList();
    }

    private static GpuInfo info(GpuReading gpu) {
        return new GpuInfo(
                gpu.index(),
                gpu.name(),
                gpu.uuid(),
                gpu.memoryMB(),
                gpu.memoryUsedMB(),
                gpu.utilization(),
                gpu.processMemoryMB(),
                gpu.processUtilization(),
                gpu.temperatureCelsius(),
                gpu.powerWatts());
    }

    @Override
    public double getSampleAgeMillis() {
        return latest.get().ageMillis(time.nanoTime());
    }

    @Override
    public String getSource() {
        return latest.get().source();
    }
}
