package dev.signalbox.core.hardware;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * The JDK's bean of threads. It is asked directly: making the platform MBeanServer would fix the host's log manager. What the host has
 * switched off, or the JVM does not support, is not switched on.
 */
final class JdkThreadUse implements ThreadUse {
    private final ThreadMXBean threads;

    private JdkThreadUse(ThreadMXBean threads) {
        this.threads = threads;
    }

    static ThreadUse find() {
        return ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads ? new JdkThreadUse(threads) : NONE;
    }

    @Override
    public long allocatedBytes() {
        try {
            return isVirtual() ? UNKNOWN : threads.getCurrentThreadAllocatedBytes();
        } catch (UnsupportedOperationException e) {
            return UNKNOWN;
        }
    }

    @Override
    public long cpuNanos() {
        try {
            return isVirtual() ? UNKNOWN : threads.getCurrentThreadCpuTime();
        } catch (UnsupportedOperationException e) {
            return UNKNOWN;
        }
    }

    /** Some JDKs tell of a virtual thread what its carrier has used, others throw; both by the class's name, for 17 has none. */
    private static boolean isVirtual() {
        return Thread.currentThread().getClass().getName().endsWith("VirtualThread");
    }
}
