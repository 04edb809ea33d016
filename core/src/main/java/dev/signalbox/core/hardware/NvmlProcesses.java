package dev.signalbox.core.hardware;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.util.function.IntSupplier;

/** What one process holds and uses of one GPU, out of NVML's lists of processes. Used by one thread at a time. */
final class NvmlProcesses implements AutoCloseable {
    /** {@code nvmlProcessInfo}: pid, memory; from the second version on also the instances of a GPU that is divided. */
    static final int FIRST_INFO_BYTES = 16;

    static final int INFO_BYTES = 24;
    static final int INFO_PID = 0;
    static final int INFO_MEMORY = 8;

    /** {@code nvmlProcessUtilizationSample_t}: pid, time, shares of the processors, memory, encoder and decoder. */
    static final int SAMPLE_BYTES = 32;

    static final int SAMPLE_PID = 0;
    static final int SAMPLE_TIME = 8;
    static final int SAMPLE_PROCESSORS = 16;

    /** Some drivers of the 535 line told one number more of each process, under the same name. */
    private static final int LONGEST_INFO_BYTES = 32;

    private static final int MOST_ROOM = 1 << 16;
    private static final String[] VERSIONS = {"_v3", "_v2", ""};

    private final Nvml nvml;
    private final Pointer device;
    private final Memory count = new Memory(Integer.BYTES);
    private int room = 128;
    private Memory list = new Memory((long) room * LONGEST_INFO_BYTES);
    private int version;
    private long lastSeen;

    NvmlProcesses(Nvml nvml, Pointer device) {
        this.nvml = nvml;
        this.device = device;
    }

    /** The memory that a process holds, in bytes; 0 where it is not on the list. */
    long memoryBytes(long pid) {
        int infoBytes = list();
        long bytes = 0;
        for (int i = 0; i < count.getInt(0); i++) {
            long at = (long) i * infoBytes;
            if (Integer.toUnsignedLong(list.getInt(at + INFO_PID)) == pid) {
                long held = list.getLong(at + INFO_MEMORY);
                if (held == -1) {
                    throw new Unreadable("NVML: the driver does not tell what a process holds");
                }
                bytes += held; // a process that computes on several instances of a GPU stands there several times
            }
        }
        return bytes;
    }

    /** Has the newest list that the driver knows filled; the bytes of one entry. */
    private int list() {
        int code = filled(this::running);
        while (code == Nvml.FUNCTION_NOT_FOUND && version < VERSIONS.length - 1) {
            version++;
            code = filled(this::running);
        }
        Nvml.succeeded(code);
        if (version == VERSIONS.length - 1) {
            return FIRST_INFO_BYTES;
        }
        long filled = count.getInt(0);
        for (long at = filled * INFO_BYTES; at < filled * LONGEST_INFO_BYTES; at++) {
            if (list.getByte(at) != 0) {
                throw new Unreadable("NVML: the driver's list of processes has a layout of its own");
            }
        }
        return INFO_BYTES;
    }

    private int running() {
        return nvml.call("nvmlDeviceGetComputeRunningProcesses" + VERSIONS[version], device, count, list);
    }

    /** Has a function fill the list, in a larger one where it does not fit. */
    private int filled(IntSupplier function) {
        count.setInt(0, room);
        list.clear();
        int code = function.getAsInt();
        if (code != Nvml.INSUFFICIENT_SIZE) {
            return code;
        }
        room = Math.min(MOST_ROOM, 2 * Math.max(count.getInt(0), room));
        list.close();
        list = new Memory((long) room * LONGEST_INFO_BYTES);
        count.setInt(0, room);
        list.clear();
        return function.getAsInt();
    }

    /** The share of the GPU's processors that a process used since the last call, 0-1; 0 where the driver saw it do nothing. */
    double utilization(long pid) {
        int code = filled(() -> nvml.call("nvmlDeviceGetProcessUtilization", device, list, count, lastSeen));
        if (code == Nvml.NOT_FOUND) {
            return 0; // no process at all did anything
        }
        Nvml.succeeded(code);
        double sum = 0;
        int samples = 0;
        for (int i = 0; i < count.getInt(0); i++) {
            long at = (long) i * SAMPLE_BYTES;
            lastSeen = Math.max(lastSeen, list.getLong(at + SAMPLE_TIME));
            if (Integer.toUnsignedLong(list.getInt(at + SAMPLE_PID)) == pid) {
                sum += NvmlGpu.share(list.getInt(at + SAMPLE_PROCESSORS));
                samples++;
            }
        }
        return samples == 0 ? 0 : sum / samples;
    }

    @Override
    public void close() {
        count.close();
        list.close();
    }
}
