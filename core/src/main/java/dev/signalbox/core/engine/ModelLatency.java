package dev.signalbox.core.engine;

import dev.signalbox.core.health.NodeHealth;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** How long the calls of a model take, by the last 10 s in which it had enough of them; the engine's lock guards it. */
final class ModelLatency {
    /** So many calls in 10 s tell something. */
    private static final long ENOUGH = 5;
    /** After so long without calls what was measured keeps nobody from it any more: how else would it be found to be better? */
    private static final long FORGET_NANOS = TimeUnit.SECONDS.toNanos(60);

    private double expectedMillis = Double.NaN;
    private double p95Millis = Double.NaN;
    private long measuredNanos;

    /**
     * Folds the latest judgements of its nodes.
     *
     * @param saidMillis what the config says, in milliseconds
     * @param isSaid whether it says so
     */
    void update(List<NodeHealth> nodes, double saidMillis, boolean isSaid, long now) {
        double sum = 0;
        double slowest = Double.NaN;
        long calls = 0;
        for (NodeHealth health : nodes) {
            double median = health.performance().responseTimeMillis();
            if (health.calls() < ENOUGH || Double.isNaN(median)) {
                continue;
            }
            // A failure costs time as well, and fast failures make nobody fast: the time is that until an answer.
            double answered = Math.max(0.01, health.performance().efficiency());
            sum += health.calls() * median / answered;
            calls += health.calls();
            slowest = Math.max(
                    Double.isNaN(slowest) ? 0 : slowest, health.performance().p95Millis());
        }
        if (calls > 0) {
            expectedMillis = sum / calls;
            p95Millis = slowest;
            measuredNanos = now;
        } else if (Double.isNaN(expectedMillis) || now - measuredNanos > FORGET_NANOS) {
            p95Millis = isSaid ? saidMillis : Double.NaN;
            expectedMillis = isSaid ? saidMillis : expectedMillis;
        }
    }

    /** Until an answer, in milliseconds; NaN where neither the config nor a measurement says. */
    double expectedMillis() {
        return expectedMillis;
    }

    /** Of the node with the longest ones, in milliseconds; what the config says where nothing was measured for a minute, NaN where it does not. */
    double p95Millis() {
        return p95Millis;
    }
}
