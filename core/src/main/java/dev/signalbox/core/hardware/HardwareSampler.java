package dev.signalbox.core.hardware;

import dev.signalbox.core.time.TimeSource;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import oshi.software.common.os.linux.LinuxCgroupInfo;
import oshi.software.os.CgroupInfo;

/**
 * The reader of the hardware: OSHI's view of the machine beside the JDK's and the cgroup's view of what this process may use.
 *
 * <p>{@link #sample} and {@link #close} belong to one thread and never wait: shares of CPU are taken between two samples, GPUs are
 * read by an executor. {@link #latest} is free for any thread. Nothing is loaded before the first sample, and every figure is guarded by itself.
 */
public final class HardwareSampler implements AutoCloseable {
    private static final double BYTES_PER_MB = 1 << 20;

    private final TimeSource time;
    private final Supplier<HostReader> host;
    private final JvmReader jvm;
    private final ContainerReader container;
    private final Gpus gpus;
    private final TickShare hostShare = new TickShare();
    private final CpuTimeShare processShare = new CpuTimeShare();
    private volatile HardwareSnapshot latest = HardwareSnapshot.NONE;

    /**
     * A sampler of the real machine.
     *
     * @param drivers runs what asks the GPUs' drivers, which may take any time
     */
    public HardwareSampler(TimeSource time, Executor drivers) {
        this(
                time,
                HardwareSampler::hostReader,
                new JdkReader(),
                HardwareSampler::cgroupInfo,
                new Gpus(drivers, () -> new GpuSearch().find()));
    }

    HardwareSampler(TimeSource time, Supplier<HostReader> host, JvmReader jvm, Supplier<CgroupInfo> cgroup, Gpus gpus) {
        this.gpus = gpus;
        this.time = time;
        this.host = new Once<>(host);
        this.jvm = jvm;
        this.container = new ContainerReader(new Once<>(cgroup), jvm);
    }

    static boolean onLinux() {
        return System.getProperty("os.name", "").startsWith("Linux");
    }

    private static HostReader hostReader() {
        return onLinux() ? new LinuxHostReader() : new NativeHostReader();
    }

    private static CgroupInfo cgroupInfo() {
        return onLinux() ? new LinuxCgroupInfo() : new CgroupInfo() {};
    }

    /** Reads everything once. Throws nothing but a {@link VirtualMachineError}. */
    public HardwareSnapshot sample() {
        Misses misses = new Misses();
        long nowNanos = time.nanoTime();
        HostReading hostReading = readHost(misses);
        ContainerReader.Sourced containerReading = container.read(hostReading.memoryMB(), misses);
        ProcessReading processReading =
                readProcess(nowNanos, containerReading.reading().cpuLimit(), misses);
        String hostSource =
                misses.or("not readable", "machine", () -> host.get().describe());
        Gpus.Found found = gpus.sample(nowNanos);
        String source = "machine and resident memory: " + hostSource + "; container: " + containerReading.source()
                + "; GPUs: " + found.source() + "; cores, process CPU and heap: the JDK's beans" + misses.inWords();
        HardwareSnapshot snapshot = new HardwareSnapshot(
                OptionalLong.of(nowNanos),
                hostReading,
                processReading,
                containerReading.reading(),
                found.gpus(),
                source);
        latest = snapshot;
        return snapshot;
    }

    /** The last sample; {@link HardwareSnapshot#NONE} before the first. */
    public HardwareSnapshot latest() {
        return latest;
    }

    /** Lets go of the GPUs' drivers; what is sampled afterwards reads no GPU. */
    @Override
    public void close() {
        gpus.close();
    }

    private HostReading readHost(Misses misses) {
        HostReading before = latest.host();
        return new HostReading(
                // Neither can be read for less than a whole file, and a processor keeps its name.
                before.processor().equals(HostReading.UNKNOWN.processor())
                        ? misses.or(
                                before.processor(),
                                "processor",
                                () -> host.get().processor())
                        : before.processor(),
                misses.orNaN("machine's cores", () -> host.get().cores()),
                misses.orNaN("machine's CPU", () -> hostShare.since(host.get().cpuTicks())),
                misses.orNaN("machine's memory", () -> toMB(host.get().memoryBytes())),
                misses.orNaN("machine's available memory", () -> toMB(host.get().memoryAvailableBytes())));
    }

    private ProcessReading readProcess(long nowNanos, double cpuLimit, Misses misses) {
        double cores = misses.orNaN("available cores", jvm::availableCores);
        // A quota of half a core is one core to the JVM; the share is of what can really be had.
        double usable = cpuLimit < cores ? cpuLimit : cores;
        return new ProcessReading(
                cores,
                misses.orNaN("process CPU", () -> processShare.since(jvm.processCpuNanos(), nowNanos, usable)),
                misses.orNaN("resident memory", () -> toMB(host.get().processMemoryBytes())),
                misses.orNaN("heap used", () -> toMB(jvm.heapUsedBytes())),
                misses.orNaN("heap maximum", () -> toMB(jvm.heapMaxBytes())),
                misses.orNaN("heap after its collection", this::heapAfterGcMB));
    }

    private double heapAfterGcMB() {
        OptionalLong bytes = jvm.heapAfterGcBytes();
        return bytes.isPresent() ? toMB(bytes.getAsLong()) : Double.NaN;
    }

    static double toMB(long bytes) {
        return bytes / BYTES_PER_MB;
    }
}
