package dev.signalbox.core.hardware;

import java.util.List;

/** A way to ask some of this machine's GPUs, found when it was made. Used by one thread at a time. */
interface GpuReader extends AutoCloseable {
    /** How this reader reads, for people. */
    String describe();

    /** One reading of each GPU; what cannot be read is NaN, and noted. */
    List<GpuReading> read(Misses misses);

    @Override
    void close();
}
