package dev.signalbox.core.hardware;

import dev.signalbox.core.time.TimeSource;
import java.util.OptionalLong;
import oshi.software.os.CgroupInfo;

/** A machine, a JVM, a cgroup and a clock whose every figure a test sets. */
final class Fakes {
    static final long MB = 1 << 20;

    private Fakes() {}

    /** A machine without GPUs. */
    static Gpus noGpus() {
        return new Gpus(Runnable::run, () -> {
            throw new Unreadable("none (a fake)");
        });
    }

    static final class Clock implements TimeSource {
        long nanos = 5_000_000_000L;

        @Override
        public long nanoTime() {
            return nanos;
        }

        @Override
        public long wallMillis() {
            return nanos / 1_000_000;
        }
    }

    static class Host implements HostReader {
        /** User, nice, system, idle, I/O wait, IRQ, soft IRQ, steal. */
        long[] ticks = {100, 0, 50, 1000, 20, 0, 0, 0};

        @Override
        public String describe() {
            return "a fake";
        }

        @Override
        public String processor() {
            return "Fake 3000";
        }

        @Override
        public int cores() {
            return 8;
        }

        @Override
        public long[] cpuTicks() {
            return ticks;
        }

        @Override
        public long memoryBytes() {
            return 16_000 * MB;
        }

        @Override
        public long memoryAvailableBytes() {
            return 12_000 * MB;
        }

        @Override
        public long processMemoryBytes() {
            return 300 * MB;
        }
    }

    static class Jvm implements JvmReader {
        int cores = 4;
        long cpuNanos = 1_000_000_000L;
        long totalBytes = 16_000 * MB;
        OptionalLong heapAfterGc = OptionalLong.of(48 * MB);
        long freeBytes = 9_000 * MB;

        @Override
        public int availableCores() {
            return cores;
        }

        @Override
        public long processCpuNanos() {
            return cpuNanos;
        }

        @Override
        public long totalMemoryBytes() {
            return totalBytes;
        }

        @Override
        public long freeMemoryBytes() {
            return freeBytes;
        }

        @Override
        public long heapUsedBytes() {
            return 64 * MB;
        }

        @Override
        public OptionalLong heapAfterGcBytes() {
            return heapAfterGc;
        }

        @Override
        public long heapMaxBytes() {
            return 256 * MB;
        }
    }

    record Cgroup(int version, long limitBytes, long usedBytes, double cpus) implements CgroupInfo {
        static final Cgroup NONE = new Cgroup(0, UNLIMITED_MEMORY, 0, UNLIMITED_CPUS);

        @Override
        public int getVersion() {
            return version;
        }

        @Override
        public long getMemoryLimit() {
            return limitBytes;
        }

        @Override
        public long getMemoryUsage() {
            return usedBytes;
        }

        @Override
        public double getEffectiveCpus() {
            return cpus;
        }
    }
}
