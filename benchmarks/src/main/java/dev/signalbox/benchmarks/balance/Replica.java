package dev.signalbox.benchmarks.balance;

import dev.signalbox.core.model.Node;
import java.util.PriorityQueue;
import java.util.Random;

/** A node that works on all its calls at once, each on a core of its own as long as there are enough, and its antagonist. */
final class Replica {
    private final Scenario scenario;
    private final Node node;
    private final Random random;
    private final PriorityQueue<Job> jobs = new PriorityQueue<>((a, b) -> Double.compare(a.endsAt, b.endsAt));
    /** The work in milliseconds that a call has been given that was there from the beginning. */
    private double done;

    private double asOf;
    private double speed = 1;
    private double cores;
    private boolean busy;
    private double turnsAt;

    /**
     * A call.
     *
     * @param endsAt the work at which it has its answer
     * @param arrived when it came, in milliseconds
     * @param inFlight what was in flight before it
     */
    record Job(double endsAt, double arrived, int inFlight) {}

    Replica(Scenario scenario, Node node, Random random) {
        this.scenario = scenario;
        this.node = node;
        this.random = random;
        // As if it had gone on for ever: busy with the long-term probability.
        this.busy = random.nextDouble() * (scenario.quietSeconds() + scenario.busySeconds()) < scenario.quietSeconds();
        turn();
    }

    Node node() {
        return node;
    }

    /** When its antagonist begins or ends. */
    double turnsAt() {
        return turnsAt;
    }

    /** The antagonist begins or ends. */
    void turn() {
        advance(turnsAt);
        busy = !busy;
        speed = busy ? scenario.slowest() + random.nextDouble() * (scenario.fastest() - scenario.slowest()) : 1;
        cores = busy ? scenario.cores() : scenario.burst();
        double mean = busy ? scenario.busySeconds() : scenario.quietSeconds();
        turnsAt += -Math.log(1 - random.nextDouble()) * mean * 1e3;
    }

    void arrive(double now, double work, int inFlight) {
        advance(now);
        jobs.add(new Job(done + work, now, inFlight));
    }

    /** When its next call has its answer. */
    double endsAt() {
        Job next = jobs.peek();
        return next == null ? Double.POSITIVE_INFINITY : asOf + Math.max(0, next.endsAt() - done) / rate();
    }

    /** The call that has its answer now. */
    Job end(double now) {
        advance(now);
        return jobs.remove();
    }

    private void advance(double now) {
        done += (now - asOf) * rate();
        asOf = now;
    }

    private double rate() {
        return speed * Math.min(1, cores / Math.max(1, jobs.size()));
    }
}
