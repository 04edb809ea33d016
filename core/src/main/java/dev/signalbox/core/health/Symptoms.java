package dev.signalbox.core.health;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is wrong with one node that can still be called, each with hysteresis. One thread uses it. */
final class Symptoms {
    private final HealthPolicy policy;
    private final Hysteresis errors = new Hysteresis();
    private final Hysteresis median = new Hysteresis();
    private final Hysteresis tail = new Hysteresis();
    private final Hysteresis crowd = new Hysteresis();
    private boolean slow;

    Symptoms(HealthPolicy policy) {
        this.policy = policy;
    }

    /** Whether its calls took longer than usual when it was last looked at. */
    boolean isSlow() {
        return slow;
    }

    /** What is wrong, in words, the worst first; empty where nothing is. */
    List<String> of(Vitals v, Baseline usual) {
        List<String> found = new ArrayList<>();
        errors(v, found);
        slow = slowness(v, usual, found);
        saturation(v, usual, found);
        hanging(v, usual, found);
        return found;
    }

    private void errors(Vitals v, List<String> found) {
        HealthPolicy.Errors p = policy.errors();
        double rate = v.calls() >= p.minimumCalls() ? v.errorRate() : Double.NaN;
        if (errors.update(rate, p.degradedFrom(), p.healthyBelow())) {
            found.add(HealthMonitor.percent(rate) + " of " + v.calls() + " calls failed");
        } else if (v.calls() > 0 && v.inARow() >= p.degradedFromInARow()) {
            // A row has no age of its own: once its calls have left the window, it is no news any more.
            found.add(v.inARow() + " failures in a row");
        }
    }

    private boolean slowness(Vitals v, Baseline usual, List<String> found) {
        HealthPolicy.Latency p = policy.latency();
        double from = v.machine().isEmpty() ? p.degradedFrom() : p.strainedFrom();
        double below = v.machine().isEmpty() ? p.healthyBelow() : p.strainedBelow();
        double p50 = quantile(v, 0.5, p.minimumCalls());
        double p95 = quantile(v, 0.95, p.minimumTailCalls());
        boolean isSlow = median.update(multiple(p50, usual.p50Millis()), from, below);
        boolean isTailSlow = tail.update(multiple(p95, usual.p95Millis()), from, below);
        if (isSlow) {
            found.add("its median of " + millis(p50) + " is " + times(p50 / usual.p50Millis()) + " its usual one"
                    + because(v));
        } else if (isTailSlow) {
            found.add("its 95th percentile of " + millis(p95) + " is " + times(p95 / usual.p95Millis())
                    + " its usual one" + because(v));
        }
        return isSlow || isTailSlow;
    }

    private void saturation(Vitals v, Baseline usual, List<String> found) {
        HealthPolicy.Saturation p = policy.saturation();
        double p50 = quantile(v, 0.5, policy.latency().minimumCalls());
        boolean waits = v.calls() == 0 || multiple(p50, usual.p50Millis()) >= p.slowFrom();
        double multiple = v.inFlight() >= p.least() && waits ? v.inFlight() / usual.inFlight() : Double.NaN;
        if (crowd.update(multiple, p.degradedFrom(), p.healthyBelow())) {
            found.add(v.inFlight() + " calls in flight are " + times(multiple) + " what it is used to"
                    + (v.calls() == 0 ? ", and none ended in 10 s" : ""));
        }
    }

    private void hanging(Vitals v, Baseline usual, List<String> found) {
        HealthPolicy.Hanging p = policy.hanging();
        double from = Double.isNaN(usual.p95Millis())
                ? p.unknown().toMillis()
                : Math.max(p.least().toMillis(), p.from() * usual.p95Millis());
        if (v.oldestMillis() >= from) {
            found.add(String.format(Locale.ROOT, "a call has been under way for %.0f s", v.oldestMillis() / 1_000));
        }
    }

    private static double quantile(Vitals v, double quantile, int minimumCalls) {
        return v.latencies().size() >= minimumCalls ? v.latencies().quantileMillis(quantile) : Double.NaN;
    }

    /** How many times the usual figure it is; NaN where either is unknown or the rise is small. */
    private double multiple(double millis, double usual) {
        return millis - usual > policy.latency().leastRise().toNanos() / 1e6 ? millis / usual : Double.NaN;
    }

    private static String because(Vitals v) {
        return v.machine().isEmpty() ? "" : ", and " + v.machine();
    }

    private static String times(double multiple) {
        return String.format(Locale.ROOT, "%.1f times", multiple);
    }

    private static String millis(double millis) {
        return String.format(Locale.ROOT, "%.0f ms", millis);
    }
}
