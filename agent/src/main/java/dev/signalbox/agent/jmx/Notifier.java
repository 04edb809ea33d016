package dev.signalbox.agent.jmx;

import dev.signalbox.core.control.EventInfo;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries events to the listeners of the beans on a thread of its own, in order.
 *
 * <p>Events arise on any thread: on the control thread under the engine's lock, or on a host's thread in its first call. A
 * listener is foreign code and may hang, so none of those may call it. What does not fit into the queue is dropped, oldest
 * first; the events stay readable in the agent's bean, and the gap shows in the sequence numbers.
 */
final class Notifier implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);
    private static final int QUEUED = 1024;

    private final ThreadPoolExecutor thread;
    private final Consumer<EventInfo> listeners;

    /** Starts the thread. */
    Notifier(Consumer<EventInfo> listeners) {
        this.listeners = listeners;
        this.thread = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(QUEUED),
                Notifier::daemon,
                new ThreadPoolExecutor.DiscardOldestPolicy());
        // Now, on a thread of ours: later it would be made by whoever causes the first event.
        thread.prestartCoreThread();
    }

    /** Hands an event over; returns at once. */
    void accept(EventInfo event) {
        thread.execute(() -> {
            try {
                listeners.accept(event);
            } catch (RuntimeException | LinkageError e) {
                LOG.warn("a JMX listener failed on {}", event, e);
            }
        });
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(null, work, "signalbox-notifications", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(Notifier.class.getClassLoader());
        return thread;
    }

    /** Ends the thread; what is queued is dropped. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
