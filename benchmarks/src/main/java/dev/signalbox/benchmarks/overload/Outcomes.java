package dev.signalbox.benchmarks.overload;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What became of each request, in a mapped file: what a JVM noted there is there when it has died. */
final class Outcomes {
    /** What a request came to. */
    enum Kind {
        NOTHING,
        ANSWERED,
        REFUSED
    }

    /**
     * One request's.
     *
     * @param arrivedNanos when it was to arrive, from the beginning
     * @param tookMicros from then to the outcome
     */
    record Outcome(Priority priority, long arrivedNanos, Kind kind, long tookMicros) {
        boolean within(long nanos) {
            return kind != Kind.NOTHING && TimeUnit.MICROSECONDS.toNanos(tookMicros) <= nanos;
        }

        long endedNanos() {
            return arrivedNanos + TimeUnit.MICROSECONDS.toNanos(tookMicros);
        }
    }

    /** Arrival and priority; time taken and kind. */
    private static final int SIZE = 2 * Long.BYTES;

    private static final int BITS = 2;
    private static final long MASK = (1 << BITS) - 1;

    private final ByteBuffer buffer;

    /** Makes the file, in which nothing has come of anything yet. */
    Outcomes(Path file, Arrivals arrivals) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            buffer = channel.map(FileChannel.MapMode.READ_WRITE, 0, (long) arrivals.count() * SIZE);
        }
        for (int i = 0; i < arrivals.count(); i++) {
            buffer.putLong(i * SIZE, arrivals.nanos()[i] << BITS | arrivals.priorities()[i].ordinal());
        }
    }

    void note(int number, Kind kind, long tookNanos) {
        buffer.putLong(number * SIZE + Long.BYTES, TimeUnit.NANOSECONDS.toMicros(tookNanos) << BITS | kind.ordinal());
    }

    static List<Outcome> read(Path file) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(Files.readAllBytes(file));
        List<Outcome> outcomes = new ArrayList<>();
        while (buffer.hasRemaining()) {
            long arrival = buffer.getLong();
            long end = buffer.getLong();
            outcomes.add(new Outcome(
                    Priority.values()[(int) (arrival & MASK)],
                    arrival >> BITS,
                    Kind.values()[(int) (end & MASK)],
                    end >> BITS));
        }
        return outcomes;
    }
}
