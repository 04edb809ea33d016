package dev.signalbox.core.engine;

import dev.signalbox.core.control.EventInfo;
import dev.signalbox.core.time.TimeSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
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

    private static final Logger LOG = LoggerFactory.getLogger(Events.class);
    private static final int KEPT = 256;

    private final TimeSource time;
    private final Deque<EventInfo> last = new ArrayDeque<>();
    private final List<Consumer<EventInfo>> listeners = new CopyOnWriteArrayList<>();
    private long sequence;

    Events(TimeSource time) {
        this.time = time;
    }

    /** Hears of each event from now on, on the thread that caused it. */
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

    void emit(String type, String source, String from, String to, String reason) {
        EventInfo event;
        synchronized (this) {
            event = new EventInfo(++sequence, time.wallMillis(), type, source, from, to, reason);
            if (last.size() == KEPT) {
                last.removeFirst();
            }
            last.addLast(event);
        }
        LOG.info("{} {}: {} -> {} ({})", type, source, from, to, reason);
        for (Consumer<EventInfo> listener : listeners) {
            try {
                listener.accept(event);
            } catch (RuntimeException e) {
                LOG.warn("a listener failed on {}", event, e);
            }
        }
    }
}
