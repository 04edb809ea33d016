package dev.signalbox.agent.engine;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads on which code is asked that may take any time: the application's own (names, comparisons, factories) and the GPUs'
 * drivers. As many as there is such work
 * at a time, which the engine bounds; each ends after a second without any, so that none keeps alive what the thread that
 * happened to start it knew.
 */
final class Errands implements AutoCloseable {
    private static final long IDLE_SECONDS = 1;
    private static final long LONGEST_END_SECONDS = 5;

    /** Made where the engine starts: a thread that a call starts is not to be one of the host's group. */
    private final ThreadGroup group = Thread.currentThread().getThreadGroup();

    private final ThreadPoolExecutor pool = new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            work -> thread(work, "signalbox-errand"));

    /** Only waits, and hands over to the others: thousands of calls may wait at a time. */
    private final ScheduledThreadPoolExecutor clock;

    private final Set<Runnable> waiting = ConcurrentHashMap.newKeySet();

    Errands() {
        clock = new ScheduledThreadPoolExecutor(1, work -> thread(work, "signalbox-delays"));
        clock.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        clock.allowCoreThreadTimeOut(true);
    }

    /** Runs work on a thread of its own. */
    void execute(Runnable work) {
        pool.execute(work);
    }

    /** Runs work on a thread of its own after a while, or when this ends. */
    void executeLater(long nanos, Runnable work) {
        Runnable once = new Runnable() { // two calls may hand over equal work
                    @Override
                    public void run() {
                        if (waiting.remove(this)) {
                            pool.execute(work);
                        }
                    }
                };
        waiting.add(once);
        try {
            clock.schedule(once, nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            once.run();
        }
    }

    private Thread thread(Runnable work, String name) {
        Thread thread = new Thread(group, work, name, 0, false);
        thread.setDaemon(true);
        thread.setPriority(Thread.NORM_PRIORITY);
        thread.setContextClassLoader(Errands.class.getClassLoader());
        return thread;
    }

    /**
     * Ends the threads; one that is in code of the application is interrupted, and waited for a moment. What was to come later is done
     * now: somebody's call waits for it.
     */
    @Override
    public void close() {
        clock.shutdownNow();
        List.copyOf(waiting).forEach(Runnable::run);
        pool.shutdownNow();
        try {
            var unused = pool.awaitTermination(LONGEST_END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
