package dev.signalbox.core.hardware;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One GPU of NVIDIA's, by its index. Used by one thread at a time. */
final class NvmlGpu implements AutoCloseable {
    /** {@code nvmlMemory_t}: total, free, used. */
    static final int MEMORY_BYTES = 24;

    static final int MEMORY_TOTAL = 0;
    static final int MEMORY_USED = 16;

    /** {@code nvmlUtilization_t}: the processors', the memory's. */
    static final int UTILIZATION_BYTES = 8;

    static final int UTILIZATION_PROCESSORS = 0;

    private static final int TEMPERATURE_OF_GPU = 0;
    private static final double MILLIWATTS = 1000;
    private static final int PERCENT = 100;
    private static final MemoryUse UNKNOWN = new MemoryUse(Double.NaN, Double.NaN);

    private final Nvml nvml;
    private final int index;
    private final OptionalLong pid;
    private String name = "unknown";
    private String uuid = "";
    private @Nullable Opened opened;

    NvmlGpu(Nvml nvml, int index, OptionalLong pid) {
        this.nvml = nvml;
        this.index = index;
        this.pid = pid;
    }

    private record Opened(Pointer device, NvmlProcesses processes) {}

    private record MemoryUse(double totalMB, double usedMB) {}

    /** Reads all that there is to read, each figure guarded by itself. */
    GpuReading read(Misses misses) {
        String gpu = "GPU " + index + "'s ";
        MemoryUse memory = misses.or(UNKNOWN, gpu + "memory", this::memory); // names the card, at the first sample
        return new GpuReading(
                index,
                name,
                uuid,
                memory.totalMB(),
                memory.usedMB(),
                misses.orNaN(gpu + "utilization", this::utilization),
                misses.orNaN(gpu + "memory of this process", this::processMemoryMB),
                misses.orNaN(gpu + "utilization by this process", this::processUtilization),
                misses.orNaN(
                        gpu + "temperature",
                        () -> nvml.number("nvmlDeviceGetTemperature", opened().device(), TEMPERATURE_OF_GPU)),
                misses.orNaN(
                        gpu + "power", () -> nvml.number("nvmlDeviceGetPowerUsage", opened().device()) / MILLIWATTS));
    }

    /** Found at the first sample at which the card answers. */
    private Opened opened() {
        Opened known = opened;
        if (known == null) {
            Pointer device = nvml.device(index);
            name = text("nvmlDeviceGetName", device, name);
            uuid = text("nvmlDeviceGetUUID", device, uuid);
            known = new Opened(device, new NvmlProcesses(nvml, device));
            opened = known;
        }
        return known;
    }

    private String text(String function, Pointer of, String otherwise) {
        try {
            return nvml.text(function, of);
        } catch (Unreadable e) {
            return otherwise;
        }
    }

    private MemoryUse memory() {
        try (Memory info = new Memory(MEMORY_BYTES)) {
            nvml.ask("nvmlDeviceGetMemoryInfo", opened().device(), info);
            return new MemoryUse(
                    HardwareSampler.toMB(info.getLong(MEMORY_TOTAL)), HardwareSampler.toMB(info.getLong(MEMORY_USED)));
        }
    }

    private double utilization() {
        try (Memory rates = new Memory(UTILIZATION_BYTES)) {
            nvml.ask("nvmlDeviceGetUtilizationRates", opened().device(), rates);
            return share(rates.getInt(UTILIZATION_PROCESSORS));
        }
    }

    private double processMemoryMB() {
        return HardwareSampler.toMB(opened().processes().memoryBytes(knownPid()));
    }

    private double processUtilization() {
        return opened().processes().utilization(knownPid());
    }

    private long knownPid() {
        return pid.orElseThrow(() -> new Unreadable(HostPid.UNKNOWN));
    }

    /** A driver's percentage as a share; drivers have been seen to tell more than all. */
    static double share(int percent) {
        if (percent < 0 || percent > PERCENT) {
            throw new Unreadable("NVML: a utilization that is no percentage");
        }
        return percent / (double) PERCENT;
    }

    @Override
    public void close() {
        if (opened != null) {
            opened.processes().close();
        }
    }
}
