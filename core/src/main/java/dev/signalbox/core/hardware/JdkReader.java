package dev.signalbox.core.hardware;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.OptionalLong;

/**
 * The JDK's own beans. They are asked directly: making the platform MBeanServer would fix the host's log manager.
 */
final class JdkReader implements JvmReader {
    @Override
    public int availableCores() {
        return Runtime.getRuntime().availableProcessors();
    }

    @Override
    public long processCpuNanos() {
        return Unreadable.unlessPositive(system().getProcessCpuTime(), "the JDK's OperatingSystemMXBean");
    }

    @Override
    public long totalMemoryBytes() {
        return Unreadable.unlessPositive(system().getTotalMemorySize(), "the JDK's OperatingSystemMXBean");
    }

    @Override
    public long freeMemoryBytes() {
        long bytes = system().getFreeMemorySize();
        if (bytes < 0) {
            throw new Unreadable("the JDK's OperatingSystemMXBean does not tell");
        }
        return bytes; // 0 is an answer: a container that is full
    }

    @Override
    public long heapUsedBytes() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Override
    public long heapMaxBytes() {
        return Unreadable.unlessPositive(
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getMax(), "the JDK's MemoryMXBean");
    }

    @Override
    public OptionalLong heapAfterGcBytes() {
        return HeapAfterGc.bytes();
    }

    private static OperatingSystemMXBean system() {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean bean) {
            return bean;
        }
        throw new Unreadable("this JVM has no com.sun.management.OperatingSystemMXBean");
    }
}
