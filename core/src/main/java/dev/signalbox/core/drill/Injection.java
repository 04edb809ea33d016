package dev.signalbox.core.drill;

import dev.signalbox.core.site.SiteAdapter;
import dev.signalbox.core.time.Pauser;
import dev.signalbox.core.time.TimeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;

/** Carries a drill out on the thread of a call that it strikes. */
public final class Injection {
    /** A call that hangs looks this often whether its drill was ended early. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private Injection() {}

    /**
     * Waits as long as the drill has the call wait.
     *
     * @param mostNanos the longest it may wait
     * @return false where the thread was interrupted meanwhile; its interrupt status is kept set
     */
    public static boolean await(Drill drill, long mostNanos, TimeSource time, Pauser pauser) {
        if (drill.kind() == DrillKind.LATENCY) {
            return pauser.pause(Math.min(drill.latencyNanos(), mostNanos));
        }
        long begun = time.nanoTime();
        long left = drill.kind() == DrillKind.HANG ? Math.min(drill.leftNanos(begun), mostNanos) : 0;
        while (left > 0) {
            if (!pauser.pause(Math.min(left, LOOK_NANOS))) {
                return false;
            }
            long now = time.nanoTime();
            left = Math.min(drill.leftNanos(now), mostNanos - (now - begun));
        }
        return true;
    }

    /**
     * What a struck call fails with: the library's own type where it has one for it.
     *
     * @param node the node's name
     */
    public static RuntimeException failure(Drill drill, SiteAdapter site, String node) {
        String text =
                "a drill of Signalbox on node '" + node + "': " + drill.kind().word();
        return drill.kind() == DrillKind.RATE_LIMIT
                ? site.rejection(text)
                : new UncheckedIOException(text, new IOException(text));
    }
}
