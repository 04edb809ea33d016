package dev.signalbox.core.health;

import java.util.concurrent.TimeUnit;

/**
 * Learns what a node is used to, from the readings in which nothing is wrong with it: a baseline that learned the trouble
 * itself would soon call it usual. One thread uses it.
 */
final class BaselineLearner {
    private static final long STEP_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final HealthPolicy policy;
    private final SlowMean p50;
    private final SlowMean p95;
    private final SlowMean inFlight;
    private long lastNanos;
    private boolean started;
    private boolean raised;
    private long raisedSinceNanos;
    private Baseline baseline = Baseline.UNKNOWN;

    BaselineLearner(HealthPolicy policy) {
        this.policy = policy;
        HealthPolicy.Latency latency = policy.latency();
        this.p50 = new SlowMean(latency.learning(), latency.longestStep());
        this.p95 = new SlowMean(latency.learning(), latency.longestStep());
        this.inFlight = new SlowMean(latency.learning(), latency.longestStep());
    }

    Baseline baseline() {
        return baseline;
    }

    /**
     * Takes a reading, at most one a second.
     *
     * @param trouble whether anything is wrong with the node
     * @param slow whether the trouble is its latency
     */
    void learn(Vitals v, boolean trouble, boolean slow) {
        if (started && v.now() - lastNanos < STEP_NANOS) {
            return;
        }
        started = true;
        lastNanos = v.now();
        if (hasBecomeUsual(v.now(), slow)) {
            p50.clear();
            p95.clear();
            inFlight.clear();
        } else if (trouble) {
            p50.skip(v.now());
            p95.skip(v.now());
            inFlight.skip(v.now());
            return;
        }
        long size = v.latencies().size();
        if (size >= policy.latency().minimumCalls()) {
            p50.learn(v.now(), v.latencies().quantileMillis(0.5));
        }
        if (size >= policy.latency().minimumTailCalls()) {
            p95.learn(v.now(), v.latencies().quantileMillis(0.95));
        }
        if (v.inFlight() > 0) {
            inFlight.learn(v.now(), v.inFlight());
        }
        boolean known = inFlight.samples() >= policy.saturation().minimumSamples();
        baseline = new Baseline(p50.mean(), p95.mean(), known ? inFlight.mean() : Double.NaN);
    }

    private boolean hasBecomeUsual(long now, boolean slow) {
        if (!slow) {
            raised = false;
            return false;
        }
        if (!raised) {
            raised = true;
            raisedSinceNanos = now;
        }
        boolean usual =
                now - raisedSinceNanos >= policy.latency().acceptedAfter().toNanos();
        raised = !usual;
        return usual;
    }
}
