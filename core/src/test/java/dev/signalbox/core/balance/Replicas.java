package dev.signalbox.core.balance;

import dev.signalbox.core.config.BalanceStrategy;
import dev.signalbox.core.health.Breaker;
import dev.signalbox.core.health.BreakerPolicy;
import dev.signalbox.core.model.Instances;
import dev.signalbox.core.model.Node;
import dev.signalbox.core.testing.TestSite;
import dev.signalbox.core.testing.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Nodes of one model, and calls on them that begin and end as a test says. */
final class Replicas {
    final VirtualTime time;
    final Node[] nodes;
    private final Balancer balancer;
    private final Candidates candidates;
    private final List<Object> held = new ArrayList<>();

    Replicas(long seed, int count, BalanceStrategy strategy) {
        time = new VirtualTime(seed);
        balancer = Balancer.of(strategy);
        candidates = new Candidates(time, count);
        nodes = new Node[count];
        Instances instances = new Instances(self -> "");
        for (int i = 0; i < count; i++) {
            Object self = new Object();
            held.add(self);
            Breaker breaker = new Breaker(BreakerPolicy.DEFAULT, bound -> 0);
            nodes[i] = new Node("m#" + i, "m", instances.register(self, new UnnamedSite()), null, breaker);
        }
    }

    /** The position that the next call is given; it does not begin. */
    int choose() {
        return choose(0);
    }

    int choose(long tried) {
        return candidates.choose(balancer, nodes, tried, time.nanoTime());
    }

    /** Begins calls. */
    void begin(int position, int calls) {
        for (int i = 0; i < calls; i++) {
            nodes[position].meter().begin(0);
        }
    }

    /** Ends a call that took some time. */
    void end(int position, int inFlightBefore, long millis) {
        long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
        nodes[position].meter().record(0, Node.OK, nanos);
        learn(position, inFlightBefore, millis);
    }

    /** Has the balancer learn of an answer. */
    void learn(int position, int inFlightBefore, long millis) {
        balancer.answered(nodes[position], inFlightBefore, TimeUnit.MILLISECONDS.toNanos(millis), time.nanoTime());
    }

    /** Has the balancer learn of a failure. */
    void learnFailure(int position, long millis) {
        balancer.failed(nodes[position], TimeUnit.MILLISECONDS.toNanos(millis), time.nanoTime());
    }

    /** How often each node is given a call, of so many that end at once. */
    int[] spread(int calls) {
        int[] counts = new int[nodes.length];
        for (int i = 0; i < calls; i++) {
            counts[choose()]++;
        }
        return counts;
    }

    /** Pearson's statistic against an even spread. */
    static double chiSquare(int[] counts) {
        double all = 0;
        for (int n : counts) {
            all += n;
        }
        double expected = all / counts.length;
        double sum = 0;
        for (int n : counts) {
            sum += (n - expected) * (n - expected) / expected;
        }
        return sum;
    }

    private static final class UnnamedSite extends TestSite {
        @Override
        public String nameOf(Object instance) {
            return "";
        }
    }
}
