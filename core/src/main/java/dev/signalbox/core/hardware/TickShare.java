package dev.signalbox.core.hardware;

import org.jspecify.annotations.Nullable;
import oshi.hardware.CentralProcessor.TickType;

/** The busy share of the machine between two counts of its ticks. Used by one thread. */
final class TickShare {
    private long @Nullable [] before;
    private double share = Double.NaN;

    /**
     * The busy share since the last call, 0-1; NaN at the first. Where no tick has passed yet the share before it still holds.
     *
     * @param ticks the ticks since boot by {@link TickType}
     */
    double since(long[] ticks) {
        long total = 0;
        for (long each : ticks) {
            total += each;
        }
        Unreadable.unlessPositive(total, "the count of CPU ticks");
        if (before == null) {
            before = ticks.clone();
            return share;
        }
        long passed = 0;
        long idle = 0;
        for (TickType type : TickType.values()) {
            // A counter may step back a little (Linux' iowait does): that is no time.
            long ticked = Math.max(0, ticks[type.getIndex()] - before[type.getIndex()]);
            passed += ticked;
            idle += type == TickType.IDLE || type == TickType.IOWAIT ? ticked : 0;
        }
        if (passed > 0) {
            share = (double) (passed - idle) / passed;
            before = ticks.clone();
        }
        return share;
    }
}
