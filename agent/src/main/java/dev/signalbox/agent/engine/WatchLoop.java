package dev.signalbox.agent.engine;

import dev.signalbox.core.engine.Engine;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What ends attempts that take too long: a thread of its own, started with the first route that has a deadline. It sleeps until the
 * first attempt under way is due, to the millisecond or so, and does no work that could keep it.
 */
final class WatchLoop implements Runnable {
    private static final long AFTER_FAILURE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final Engine engine;
    private volatile @Nullable Thread thread;
    private volatile boolean stopped;

    WatchLoop(Engine engine) {
        this.engine = engine;
    }

    /** Starts the thread, unless it runs already. */
    synchronized void start() {
        if (thread == null && !stopped) {
            Thread started = new Thread(null, this, "signalbox-watchdog", 0, false);
            started.setDaemon(true);
            started.setContextClassLoader(WatchLoop.class.getClassLoader());
            thread = started;
            started.start();
        }
    }

    /** Has the watchdog take a turn at once. */
    void wake() {
        LockSupport.unpark(thread);
    }

    /** Ends the thread; null where there was none. */
    synchronized @Nullable Thread stop() {
        stopped = true;
        wake();
        return thread;
    }

    @Override
    public void run() {
        while (!stopped) {
            long nanos = turn();
            if (!stopped && nanos > 0) {
                LockSupport.parkNanos(this, nanos);
            }
        }
    }

    private long turn() {
        try {
            return engine.watchdog().turn();
        } catch (Throwable ours) {
            engine.failures().count("the watchdog's turn", ours);
            return AFTER_FAILURE_NANOS;
        }
    }
}
