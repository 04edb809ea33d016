package dev.signalbox.benchmarks.balance;

import java.util.List;

/**
 * The antagonist load of the Prequal paper, in two readings: replicas of which a third is slowed at any time by others on their
 * machines, to a fifth up to three fifths of their speed, for 5 s on average.
 */
final class Scenarios {
    private static final int CORES = 4;
    private static final double WORK_MILLIS = 80;
    private static final double QUIET_SECONDS = 10;
    private static final double BUSY_SECONDS = 5;
    private static final double SLOWEST = 0.2;
    private static final double FASTEST = 0.6;

    static final List<Scenario> ALL = List.of(
            ofAllocation(10, 0.7, 60),
            ofAllocation(10, 0.9, 60),
            ofAllocation(40, 0.7, 30),
            ofAllocation(40, 0.9, 30),
            ofCapacity(10, 0.7, 60),
            ofCapacity(10, 0.9, 60),
            ofCapacity(40, 0.7, 30),
            ofCapacity(40, 0.9, 30));

    private Scenarios() {}

    /** As in the paper: the load is a share of what replicas are entitled to, and they may use as much again while nobody else does. */
    static Scenario ofAllocation(int replicas, double load, double seconds) {
        return scenario("allocation", replicas, 2 * CORES, load, false, seconds);
    }

    /** Harder: the load is a share of what the replicas can do at all, those that are slowed included. */
    static Scenario ofCapacity(int replicas, double load, double seconds) {
        return scenario("capacity", replicas, CORES, load, true, seconds);
    }

    private static Scenario scenario(String of, int replicas, int burst, double load, boolean ofReal, double seconds) {
        return new Scenario(
                replicas + " replicas, " + Math.round(load * 100) + " % of " + of,
                replicas,
                CORES,
                burst,
                load,
                ofReal,
                WORK_MILLIS,
                QUIET_SECONDS,
                BUSY_SECONDS,
                SLOWEST,
                FASTEST,
                seconds);
    }
}
