package dev.signalbox.core.hardware;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The GPUs' part of a sample, read on a thread of the executor's: a driver takes seconds to wake its cards, and one in trouble may
 * never answer. A sample starts a reading and shows the one before it; where the executor runs its work at once, it shows the very one.
 */
final class Gpus implements AutoCloseable {
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Executor executor;
    private final Supplier<GpuReader> find;
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile Found found = new Found(List.of(), "being looked for", false);
    private volatile boolean closed;

    /** Of the sampling thread. */
    private long begunNanos;

    /** Of whoever made it busy. */
    private @Nullable GpuReader reader;

    /**
     * @param find looks for GPUs, once; it throws, with the reason, where there are none
     */
    Gpus(Executor executor, Supplier<GpuReader> find) {
        this.executor = executor;
        this.find = find;
    }

    /**
     * What one reading found.
     *
     * @param source how the GPUs are read, and what could not be read and why
     * @param lasting whether looking again is of no use
     */
    record Found(List<GpuReading> gpus, String source, boolean lasting) {}

    /** The last reading. Waits for nothing; of one thread. */
    Found sample(long nowNanos) {
        if (closed || found.lasting()) {
            return found;
        }
        if (busy.compareAndSet(false, true)) {
            begunNanos = nowNanos;
            try {
                executor.execute(this::read);
            } catch (RejectedExecutionException e) {
                release();
            }
        } else if (nowNanos - begunNanos > LONGEST_NANOS) {
            long seconds = TimeUnit.NANOSECONDS.toSeconds(nowNanos - begunNanos);
            return withoutFigures(found.gpus(), "their driver has not answered for " + seconds + " s");
        }
        return found;
    }

    private void read() {
        try {
            if (reader == null) {
                reader = find.get();
            }
            Misses misses = new Misses();
            List<GpuReading> gpus = List.copyOf(reader.read(misses));
            found = new Found(gpus, reader.describe() + misses.inWords(), false);
        } catch (VirtualMachineError e) {
            found = withoutFigures(found.gpus(), "not readable (" + e + ")");
            throw e;
        } catch (Throwable e) {
            found = reader == null
                    ? new Found(List.of(), Misses.reason(e), true)
                    : withoutFigures(found.gpus(), "not readable (" + Misses.reason(e) + ")");
        } finally {
            release();
        }
    }

    private static Found withoutFigures(List<GpuReading> gpus, String source) {
        return new Found(gpus.stream().map(GpuReading::withoutFigures).toList(), source, false);
    }

    private void release() {
        busy.set(false);
        if (closed) {
            close();
        }
    }

    /** Lets go of the drivers: now, or when the reading that is under way ends. */
    @Override
    public void close() {
        closed = true;
        if (busy.compareAndSet(false, true) && reader != null) {
            reader.close();
        }
    }
}
