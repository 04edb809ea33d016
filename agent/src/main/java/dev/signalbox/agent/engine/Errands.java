package dev.signalbox.agent.engine;

import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads on which the application's own code is asked for us: names, comparisons, factories. As many as there is such work
 * at a time, which the engine bounds; each ends after a second without any, so that none keeps alive what the thread that
 * happened to start it knew.
 */
final class Errands implements AutoCloseable {
    private static final long IDLE_SECONDS = 1;
    private static final long LONGEST_END_SECONDS = 5;

    /** Made where the engine starts: a thread that a call starts is not to be one of the host's group. */
    private final ThreadGroup group = Thread.currentThread().getThreadGroup();

    private final ThreadPoolExecutor pool = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), this::thread);

    /** Runs work on a thread of its own. */
    void execute(Runnable work) {
        pool.execute(work);
    }

    private Thread thread(Runnable work) {
        Thread thread = new Thread(group, work, "signalbox-errand", 0, false);
        thread.setDaemon(true);
        thread.setPriority(Thread.NORM_PRIORITY);
        thread.setContextClassLoader(Errands.class.getClassLoader());
        return thread;
    }

    /** Ends the threads; one that is in code of the application is interrupted, and waited for a moment. */
    @Override
    public void close() {
        pool.shutdownNow();
        try {
            var unused = pool.awaitTermination(LONGEST_END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
