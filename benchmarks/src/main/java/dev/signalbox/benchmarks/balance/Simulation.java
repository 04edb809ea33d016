package dev.signalbox.benchmarks.balance;

import dev.signalbox.core.balance.Balancer;
import dev.signalbox.core.balance.Candidates;
import dev.signalbox.core.config.BalanceStrategy;
import dev.signalbox.core.health.Breaker;
import dev.signalbox.core.health.BreakerPolicy;
import dev.signalbox.core.model.Instances;
import dev.signalbox.core.model.Node;
import dev.signalbox.core.time.Randomness;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * One run of a scenario in virtual time. Nodes, their meters and the choice between them are the product's own; only the work
 * is simulated. Arrivals, work and antagonists of a seed are the same for each strategy.
 */
final class Simulation {
    private static final double WARM_UP_MILLIS = 10_000;

    private final Scenario scenario;
    private final Balancer balancer;
    private final Candidates candidates;
    private final List<Object> held = new ArrayList<>();
    private final List<Replica> replicas = new ArrayList<>();
    private final Node[] nodes;
    private final Random arrivals;
    private double[] latencies = new double[1 << 16];
    private int measured;

    private Simulation(Scenario scenario, BalanceStrategy strategy, long seed) {
        this.scenario = scenario;
        this.balancer = Balancer.of(strategy);
        Random choices = new Random(~seed);
        Randomness randomness = bound -> Math.floorMod(choices.nextLong(), bound);
        this.candidates = new Candidates(randomness, scenario.replicas());
        this.arrivals = new Random(seed);
        Instances instances = new Instances(self -> "");
        for (int i = 0; i < scenario.replicas(); i++) {
            Object self = new Object();
            held.add(self);
            Node node = new Node(
                    "replica#" + i,
                    "replica",
                    instances.register(self, new SilentSite()),
                    null,
                    new Breaker(BreakerPolicy.DEFAULT, randomness));
            replicas.add(new Replica(scenario, node, new Random(seed * 1_000 + i)));
        }
        this.nodes = replicas.stream().map(Replica::node).toArray(Node[]::new);
    }

    /** The latencies of the calls of one run in milliseconds, ascending. */
    static double[] run(Scenario scenario, BalanceStrategy strategy, long seed) {
        return new Simulation(scenario, strategy, seed).run();
    }

    private double[] run() {
        double end = WARM_UP_MILLIS + scenario.seconds() * 1e3;
        double arrival = gap();
        while (true) {
            Replica ending = replicas.get(0);
            Replica turning = ending;
            for (Replica r : replicas) {
                ending = r.endsAt() < ending.endsAt() ? r : ending;
                turning = r.turnsAt() < turning.turnsAt() ? r : turning;
            }
            double ends = ending.endsAt();
            if (arrival > end && ends == Double.POSITIVE_INFINITY) {
                return Arrays.stream(latencies, 0, measured).sorted().toArray();
            }
            if (turning.turnsAt() <= Math.min(arrival, ends)) {
                turning.turn();
            } else if (ends <= arrival) {
                end(ending, ends);
            } else {
                begin(arrival);
                arrival += gap();
                arrival = arrival > end ? Double.POSITIVE_INFINITY : arrival;
            }
        }
    }

    private void begin(double now) {
        int at = candidates.choose(balancer, nodes, 0, nanos(now));
        int inFlight = candidates.inFlightOnChosen();
        nodes[at].meter().begin(0);
        replicas.get(at).arrive(now, work(), inFlight);
    }

    private void end(Replica replica, double now) {
        Replica.Job job = replica.end(now);
        double latency = now - job.arrived();
        replica.node().meter().record(0, Node.OK, nanos(latency));
        balancer.answered(replica.node(), job.inFlight(), nanos(latency), nanos(now));
        if (job.arrived() >= WARM_UP_MILLIS) {
            if (measured == latencies.length) {
                latencies = Arrays.copyOf(latencies, 2 * measured);
            }
            latencies[measured++] = latency;
        }
    }

    private double gap() {
        return -Math.log(1 - arrivals.nextDouble()) * 1e3 / scenario.rate();
    }

    private double work() {
        double work;
        do {
            work = scenario.workMillis() * (1 + arrivals.nextGaussian());
        } while (work <= 0);
        return work;
    }

    private static long nanos(double millis) {
        return (long) (millis * 1e6);
    }
}
