package dev.signalbox.core.hardware;

/** The share of its processors that this process used between two samples. Used by one thread. */
final class CpuTimeShare {
    private boolean started;
    private long cpuNanosBefore;
    private long nowNanosBefore;
    private double share = Double.NaN;

    /**
     * The share used since the last call, 0-1; NaN at the first. Where no time has passed the share before it still holds.
     *
     * @param cpuNanos the CPU time used since the process started
     * @param nowNanos the present
     * @param cores the processors that the process may use; may be a fraction
     */
    double since(long cpuNanos, long nowNanos, double cores) {
        long passed = nowNanos - nowNanosBefore;
        if (started && passed <= 0) {
            return share;
        }
        if (started) {
            // The two clocks tick apart, and a quota may be overdrawn in a burst: more than all of it means all of it.
            share = Math.min(1, Math.max(0, (cpuNanos - cpuNanosBefore) / (passed * cores)));
        }
        started = true;
        cpuNanosBefore = cpuNanos;
        nowNanosBefore = nowNanos;
        return share;
    }
}
