package dev.signalbox.core.hardware;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** NVIDIA's GPUs, read through NVML; a card that is lost stays on the list, without figures. */
final class NvmlReader implements GpuReader {
    private final Nvml nvml;
    private final String description;
    private final List<NvmlGpu> gpus = new ArrayList<>();

    /**
     * @param file the library
     * @param pid this process' id as the driver knows it; empty where that is unknown
     */
    NvmlReader(Path file, OptionalLong pid) {
        nvml = Nvml.load(file);
        try {
            int count = nvml.number("nvmlDeviceGetCount_v2");
            for (int i = 0; i < count; i++) {
                gpus.add(new NvmlGpu(nvml, i, pid));
            }
            description = "NVML (" + file + ", " + driver() + ")";
        } catch (Unreadable e) {
            nvml.close();
            throw e;
        }
    }

    private String driver() {
        try {
            return "driver " + nvml.text("nvmlSystemGetDriverVersion");
        } catch (Unreadable e) {
            return "driver unknown";
        }
    }

    /** How many GPUs the driver knows. */
    int count() {
        return gpus.size();
    }

    @Override
    public String describe() {
        return description;
    }

    @Override
    public List<GpuReading> read(Misses misses) {
        return gpus.stream().map(gpu -> gpu.read(misses)).toList();
    }

    @Override
    public void close() {
        gpus.forEach(NvmlGpu::close);
        nvml.close();
    }
}
