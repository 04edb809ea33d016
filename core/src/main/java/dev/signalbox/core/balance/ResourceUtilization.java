package dev.signalbox.core.balance;

import dev.signalbox.core.hardware.GpuReading;
import dev.signalbox.core.hardware.HardwareSnapshot;

/**
 * How much of what this JVM may use is in use, in percent. It is that of the whole JVM: its models share processors and memory.
 *
 * @param cpu the process' CPU time, of the processors it may use, 0-100; NaN while unknown
 * @param memory the memory in use, of the container's limit, or of the machine's where there is none, 0-100; NaN while unknown
 * @param gpu how busy the GPUs are, by whatever process, a mean over those that tell, 0-100; NaN where none does
 */
public record ResourceUtilization(double cpu, double memory, double gpu) {
    private static final double PERCENT = 100;

    /** What a reading of the hardware says. */
    public static ResourceUtilization of(HardwareSnapshot hardware) {
        double ofContainer =
                hardware.container().memoryUsedMB() / hardware.container().memoryLimitMB();
        double ofMachine =
                1 - hardware.host().memoryAvailableMB() / hardware.host().memoryMB();
        return new ResourceUtilization(
                PERCENT * hardware.process().cpu(),
                PERCENT * (Double.isNaN(hardware.container().memoryLimitMB()) ? ofMachine : ofContainer),
                PERCENT
                        * hardware.gpus().stream()
                                .mapToDouble(GpuReading::utilization)
                                .filter(Double::isFinite)
                                .average()
                                .orElse(Double.NaN));
    }
}
