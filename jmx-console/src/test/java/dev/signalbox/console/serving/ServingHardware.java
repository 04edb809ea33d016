package dev.signalbox.console.serving;

import dev.signalbox.core.control.GpuInfo;
import dev.signalbox.core.control.HardwareMXBean;
import java.util.List;

/** Hardware without a container's limits, with two GPUs of which one is lost. */
final class ServingHardware implements HardwareMXBean {
    @Override
    public String getProcessor() {
        return "Test CPU";
    }

    @Override
    public double getHostCores() {
        return 8;
    }

    @Override
    public int getAvailableCores() {
        return 2;
    }

    @Override
    public double getHostCpu() {
        return 0.25;
    }

    @Override
    public double getProcessCpu() {
        return Double.NaN;
    }

    @Override
    public double getHostMemoryMB() {
        return 16384;
    }

    @Override
    public double getHostMemoryAvailableMB() {
        return 8192;
    }

    @Override
    public double getProcessMemoryMB() {
        return 512;
    }

    @Override
    public double getContainerMemoryLimitMB() {
        return Double.NaN;
    }

    @Override
    public double getContainerMemoryUsedMB() {
        return Double.NaN;
    }

    @Override
    public double getContainerCpuLimit() {
        return Double.NaN;
    }

    @Override
    public double getHeapUsedMB() {
        return 100;
    }

    @Override
    public double getHeapMaxMB() {
        return 256;
    }

    @Override
    public double getHeapAfterGcMB() {
        return 80;
    }

    @Override
    public List<GpuInfo> getGpus() {
        double none = Double.NaN;
        return List.of(
                new GpuInfo(0, "Test GPU", "GPU-0a", 16_000, 12_000, 0.75, 4_000, 0.5, 61, 250),
                new GpuInfo(1, "Test GPU", "GPU-1b", none, none, none, none, none, none, none));
    }

    @Override
    public double getSampleAgeMillis() {
        return 10;
    }

    @Override
    public String getSource() {
        return "test";
    }
}
