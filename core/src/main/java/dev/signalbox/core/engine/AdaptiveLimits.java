package dev.signalbox.core.engine;

import dev.signalbox.core.admission.AdaptiveLimit;
import dev.signalbox.core.admission.Resource;
import dev.signalbox.core.config.ModelAllocation;
import dev.signalbox.core.config.ModelConfig;
import dev.signalbox.core.config.SignalboxConfig;
import dev.signalbox.core.model.Node;
import dev.signalbox.core.site.FailureClass;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;

/** Finds out how many calls each node can take, where its model wants that. The engine's lock guards it. */
final class AdaptiveLimits {
    private static final long WINDOW_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    /** Where a node's limit begins. */
    private static final int FIRST = 20;
    /** What a node's limit may grow to where the config names no bound. */
    static final int MOST = 1000;

    private final Map<Node, Watched> watched = new WeakHashMap<>();

    /** A node's limit, and what had been counted of the node when the window began. */
    private static final class Watched {
        private final AdaptiveLimit limit;
        private long beganNanos;
        private long answered;
        private long sumNanos;
        private long drops;
        private int mostInFlight;

        Watched(int most, long now) {
            this.limit = new AdaptiveLimit(FIRST, most);
            this.beganNanos = now;
        }
    }

    void tick(List<Node> nodes, SignalboxConfig config, long now) {
        for (Node node : nodes) {
            ModelConfig model = config.models().get(node.model());
            ModelAllocation allocation = model == null ? ModelAllocation.NONE : model.allocation();
            if (allocation.adaptive()) {
                look(node, (int) Math.min(MOST, allocation.nodeConcurrency()), now);
            } else {
                watched.remove(node);
            }
        }
    }

    private void look(Node node, int most, long now) {
        Watched w = watched.get(node);
        if (w == null) {
            w = new Watched(most, now);
            count(w, node);
            watched.put(node, w);
        }
        w.limit.setMost(most);
        w.mostInFlight = Math.max(w.mostInFlight, node.inFlight());
        if (now - w.beganNanos < WINDOW_NANOS) {
            return;
        }
        long answeredBefore = w.answered;
        long sumBefore = w.sumNanos;
        long dropsBefore = w.drops;
        count(w, node);
        long samples = w.answered - answeredBefore;
        double mean = samples == 0 ? Double.NaN : (double) (w.sumNanos - sumBefore) / samples;
        int next = w.limit.update(now, mean, samples, w.mostInFlight, w.drops - dropsBefore);
        w.beganNanos = now;
        w.mostInFlight = node.inFlight();
        node.level().setLimit(Resource.CONCURRENCY, next);
    }

    private static void count(Watched w, Node node) {
        long[] counts = node.meter().counts();
        w.answered = counts[Node.OK];
        w.sumNanos = node.meter().sumNanos();
        w.drops = counts[Node.outcome(FailureClass.OVERLOAD)] + counts[Node.outcome(FailureClass.TIMEOUT)];
    }
}
