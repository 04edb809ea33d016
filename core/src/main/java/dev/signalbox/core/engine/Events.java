package dev.signalbox.core.engine;

import dev.signalbox.core.control.EventInfo;
import dev.signalbox.core.time.TimeSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The last state changes, and those who want to hear of the next ones. */
public final class Events {
    /** A route's calls go to another chain than its first. */
    public static final String FAILOVER = "signalbox.failover";
    /** A route's calls go to its first chain again. */
    public static final String FAILBACK = "signalbox.failback";
    /** A node's health changed. */
    public static final String HEALTH = "signalbox.health";
    /** A config was put in force or refused. */
    public static final String CONFIG = "signalbox.config";
    /** An operator used a verb. */
    public static final String COMMAND = "signalbox.command";

    /** An incident began, changed or ended. */
    public static final String RECOVERY = "signalbox.recovery";

    private static final Logger LOG = LoggerFactory.getLogger(Events.class);
    private static final int KEPT = 256;

    private final TimeSource time;
    private final Deque<EventInfo> last = new ArrayDeque<>();
    private final List<Consumer<EventInfo>> listeners = new CopyOnWriteArrayList<>();
    private final Queue<EventInfo> untold = new ConcurrentLinkedQueue<>();
    private final AtomicInteger deliveries = new AtomicInteger();
    private long sequence;

    Events(TimeSource time) {
        this.time = time;
    }

    /** Hears of each event from now on, on a thread that holds no lock of ours, never on that of a call. */
    public void subscribe(Consumer<EventInfo> listener) {
        listeners.add(listener);
    }

    /** Hears of no event any more. */
    public void unsubscribe(Consumer<EventInfo> listener) {
        listeners.remove(listener);
    }

    /** The last 256, oldest first. */
    public synchronized List<EventInfo> last() {
        return new ArrayList<>(last);
    }

    /** Keeps an event and tells everybody of it. */
    void emit(String type, String source, String from, String to, String reason) {
        note(type, source, from, to, reason);
        deliver();
    }

    /** Keeps an event, of which {@link #deliver} tells: for those who hold the engine's lock, under which nothing is written. */
    void note(String type, String source, String from, String to, String reason) {
        synchronized (this) {
            EventInfo event = new EventInfo(++sequence, time.wallMillis(), type, source, from, to, reason);
            if (last.size() == KEPT) {
                last.removeFirst();
            }
            last.addLast(event);
            untold.add(event);
        }
    }

    /** Tells of what was noted, in its order: where another thread is at it already, that one tells of ours too. */
    void deliver() {
        if (untold.isEmpty() || deliveries.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            for (EventInfo event = untold.poll(); event != null; event = untold.poll()) {
                tell(event);
            }
            seen = deliveries.addAndGet(-seen);
        } while (seen != 0);
    }

    private void tell(EventInfo event) {
        try {
            LOG.info("{} {}: {} -> {} ({})", event.type(), event.source(), event.from(), event.to(), event.reason());
        } catch (RuntimeException | Error e) {
            // A log that cannot be written keeps no listener from hearing.
        }
        for (Consumer<EventInfo> listener : listeners) {
            try {
                listener.accept(event);
            } catch (RuntimeException | Error e) {
                warn(event, e);
            }
        }
    }

    private static void warn(EventInfo event, Throwable failure) {
        try {
            LOG.warn("a listener failed on {}", event, failure);
        } catch (RuntimeException | Error e) {
            // Nobody is left to tell it to.
        }
    }
}
