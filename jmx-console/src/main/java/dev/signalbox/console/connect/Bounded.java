package dev.signalbox.console.connect;

import dev.signalbox.console.ConsoleException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Work that talks to another JVM, on a thread of its own and for a limited time. Neither an attach nor an RMI call can be
 * interrupted while a stopped JVM keeps its socket open, so the thread is left behind: a daemon that dies with the console.
 */
public final class Bounded {
    private final Duration timeout;

    /** Work may take this long. */
    public Bounded(Duration timeout) {
        this.timeout = timeout;
    }

    /** How long work may take. */
    public Duration timeout() {
        return timeout;
    }

    /** Work that has begun. */
    public interface Running<T> {
        /** Its result, at the latest when its time is over. */
        T await();
    }

    /** Does the work and returns its result. */
    public <T> T call(String doing, Callable<T> work) {
        return start(doing, work).await();
    }

    /** Begins the work; its time runs from now. */
    public <T> Running<T> start(String doing, Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task, "console: " + doing);
        thread.setDaemon(true);
        thread.start();
        long deadlineNanos = System.nanoTime() + timeout.toNanos();
        return () -> await(doing, task, deadlineNanos);
    }

    private <T> T await(String doing, FutureTask<T> task, long deadlineNanos) {
        try {
            return task.get(Math.max(0, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw ConsoleException.noConnection(
                    doing + ": no answer within " + Durations.words(timeout),
                    "the JVM may hang or be stopped; wait longer with --timeout",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ConsoleException.noConnection(doing + ": interrupted", "", e);
        } catch (ExecutionException e) {
            throw Failures.explain(doing, e.getCause() == null ? e : e.getCause());
        }
    }
}
