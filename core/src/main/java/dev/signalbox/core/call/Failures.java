package dev.signalbox.core.call;

import dev.signalbox.core.time.TimeSource;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** Counts our own failures, each of which was kept from the host. */
public final class Failures {
    private static final int KEPT = 16;

    private final TimeSource time;
    private final LongAdder count = new LongAdder();
    private final Deque<String> last = new ArrayDeque<>();

    /** No failure yet. */
    public Failures(TimeSource time) {
        this.time = time;
    }

    /** Counts a failure; never throws, whatever state the JVM is in. */
    public void count(String where, Throwable failure) {
        try {
            count.increment();
            StackTraceElement[] trace = failure.getStackTrace();
            String at = trace.length == 0 ? "" : " at " + trace[0];
            String text = Instant.ofEpochMilli(time.wallMillis()) + " " + where + ": " + failure + at;
            synchronized (last) {
                if (last.size() == KEPT) {
                    last.removeFirst();
                }
                last.addLast(text);
            }
        } catch (Throwable evenThis) {
            // Out of memory or stack: the count, if it was reached, has to do.
        }
    }

    /** How many there were. */
    public long count() {
        return count.sum();
    }

    /** The last 16, oldest first. */
    public List<String> last() {
        synchronized (last) {
            return new ArrayList<>(last);
        }
    }
}
