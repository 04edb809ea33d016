package dev.signalbox.core.hardware;

import java.util.List;
import java.util.OptionalLong;

/**
 * One reading of the machine, the container and this process; what is unknown is NaN, never 0 or -1.
 *
 * @param sampledAtNanos when it was read, by {@link dev.signalbox.core.time.TimeSource#nanoTime}; empty before the first reading
 * @param host the whole machine, as OSHI sees it
 * @param process this process, as the JDK and the operating system see it
 * @param container the limits around it, as cgroups and the JDK tell them
 * @param gpus the GPUs, by their index; empty where there is none, or none can be read, or they are still being looked for
 * @param source how the readings were made, and what could not be read and why
 */
public record HardwareSnapshot(
        OptionalLong sampledAtNanos,
        HostReading host,
        ProcessReading process,
        ContainerReading container,
        List<GpuReading> gpus,
        String source) {
    /** What is known before the first reading: nothing. */
    public static final HardwareSnapshot NONE = new HardwareSnapshot(
            OptionalLong.empty(),
            HostReading.UNKNOWN,
            ProcessReading.UNKNOWN,
            ContainerReading.UNKNOWN,
            "not read yet");

    /** The reading of a machine without GPUs. */
    public HardwareSnapshot(
            OptionalLong sampledAtNanos,
            HostReading host,
            ProcessReading process,
            ContainerReading container,
            String source) {
        this(sampledAtNanos, host, process, container, List.of(), source);
    }

    /**
     * The age of these readings in milliseconds; NaN before the first.
     *
     * @param nowNanos the present, by the clock the sampler was given
     */
    public double ageMillis(long nowNanos) {
        return sampledAtNanos.isPresent() ? (nowNanos - sampledAtNanos.getAsLong()) / 1e6 : Double.NaN;
    }
}
