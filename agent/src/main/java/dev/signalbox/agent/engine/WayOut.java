package dev.signalbox.agent.engine;

import dev.signalbox.core.call.Failures;
import dev.signalbox.core.time.SystemTime;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agent's leave when an operator wants it gone. It has a thread of its own, the last of ours to end: who asked waits for an
 * answer, and the control thread is waited for.
 */
final class WayOut {
    private static final Logger LOG = LoggerFactory.getLogger(WayOut.class);

    /** For the answer, and for the listeners that are told of the verb by a bean that is about to go. */
    private static final long FAREWELL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Runnable detach;
    private final Failures failures;
    private final AtomicBoolean taken = new AtomicBoolean();

    WayOut(Runnable detach, Failures failures) {
        this.detach = detach;
        this.failures = failures;
    }

    /** Begins to leave, once; returns at once. */
    void take(String who) {
        if (!taken.compareAndSet(false, true)) {
            return;
        }
        LOG.warn("The agent leaves this JVM: detach by {}", who);
        Thread thread = new Thread(null, this::leave, "signalbox-detach", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(WayOut.class.getClassLoader());
        thread.start();
    }

    private void leave() {
        var unused = SystemTime.INSTANCE.pause(FAREWELL_NANOS);
        try {
            detach.run();
        } catch (Throwable ours) {
            failures.count("detach", ours);
        }
    }
}
