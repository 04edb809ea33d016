package dev.signalbox.core.hardware;

import java.util.function.Supplier;
import oshi.software.os.CgroupInfo;

/**
 * The limits around this process: OSHI's view of its own cgroup first, the JDK's where that shows none.
 *
 * <p>OSHI reads the process' own cgroup only, and in a container whose cgroup file system is mounted apart from its path (version
 * 1) it finds nothing there. The JDK knows both cases, but tells of a limit only by a total memory below the machine's.
 */
final class ContainerReader {
    private final Supplier<CgroupInfo> cgroup;
    private final JvmReader jvm;

    ContainerReader(Supplier<CgroupInfo> cgroup, JvmReader jvm) {
        this.cgroup = cgroup;
        this.jvm = jvm;
    }

    /** One reading, and in words where its memory figures come from. */
    Sourced read(double hostMemoryMB, Misses misses) {
        double cpuLimit = misses.orNaN("container CPU limit", this::cpuLimit);
        double limitMB = misses.orNaN("container memory limit", this::cgroupLimitMB);
        double jvmTotalMB = misses.orNaN("memory the JVM may use", () -> HardwareSampler.toMB(jvm.totalMemoryBytes()));
        if (Double.isNaN(limitMB) && jvmTotalMB < hostMemoryMB) {
            double usedMB = misses.orNaN(
                    "container memory used", () -> jvmTotalMB - HardwareSampler.toMB(jvm.freeMemoryBytes()));
            return new Sourced(
                    new ContainerReading(jvmTotalMB, usedMB, cpuLimit), "memory by the JDK's OperatingSystemMXBean");
        }
        int version = misses.or(0, "cgroup version", () -> cgroup.get().getVersion());
        if (version == 0) {
            return new Sourced(new ContainerReading(limitMB, Double.NaN, cpuLimit), "no cgroup");
        }
        double usedMB = misses.orNaN("container memory used", this::cgroupUsedMB);
        return new Sourced(
                new ContainerReading(limitMB, usedMB, cpuLimit), "OSHI's CgroupInfo, cgroup version " + version);
    }

    private double cpuLimit() {
        double cores = cgroup.get().getEffectiveCpus();
        return cores > 0 ? cores : Double.NaN;
    }

    private double cgroupLimitMB() {
        long bytes = cgroup.get().getMemoryLimit();
        return bytes > 0 && bytes < CgroupInfo.UNLIMITED_MEMORY ? HardwareSampler.toMB(bytes) : Double.NaN;
    }

    private double cgroupUsedMB() {
        return HardwareSampler.toMB(Unreadable.unlessPositive(
                cgroup.get().getMemoryUsage(), "a cgroup that is the root, or is mounted apart from its path,"));
    }

    /** A reading and where it comes from. */
    record Sourced(ContainerReading reading, String source) {}
}
