package dev.signalbox.core.engine;

import dev.signalbox.core.admission.OverloadSignals;
import dev.signalbox.core.admission.Waiters;
import dev.signalbox.core.config.AllocationConfig;
import dev.signalbox.core.config.SignalboxConfig;
import dev.signalbox.core.hardware.GpuReading;
import dev.signalbox.core.hardware.HardwareSnapshot;
import dev.signalbox.core.hardware.ProcessReading;

/** Reads off the machine, and off the waits for room, what tells of overload; what is not known is NaN. */
final class Pressure {
    private final Waiters waiters;
    private HardwareSnapshot machine = HardwareSnapshot.NONE;

    Pressure(Waiters waiters) {
        this.waiters = waiters;
    }

    void sampled(HardwareSnapshot reading) {
        machine = reading;
    }

    OverloadSignals signals(SignalboxConfig config, long now) {
        AllocationConfig allocation = config.allocation();
        ProcessReading process = machine.process();
        double container = machine.container().memoryLimitMB();
        return new OverloadSignals(
                waiters.queueWait(),
                process.cpu() / allocation.cpuShare(), // no sign of anything where the config names no share
                process.heapAfterGcMB() / process.heapMaxMB(),
                process.memoryMB() / (Double.isNaN(container) ? machine.host().memoryMB() : container),
                gpuMemory(allocation.gpuMemoryShare()),
                machine.sampledAtNanos().orElse(now),
                config.hardware().sample().toNanos());
    }

    /** Of the fullest GPU, over the share that calls may hold. */
    private double gpuMemory(double share) {
        double most = Double.NaN;
        for (GpuReading gpu : machine.gpus()) {
            double used = gpu.memoryUsedMB() / gpu.memoryMB() / (Double.isNaN(share) ? 1 : share);
            most = Double.isNaN(most) || used > most ? used : most;
        }
        return most;
    }
}
