package dev.signalbox.core.balance;

import dev.signalbox.core.health.BreakerState;
import dev.signalbox.core.model.Node;
import dev.signalbox.core.time.Randomness;
import java.util.Arrays;

/**
 * The nodes that one call may be put to: room for a choice, used again and again by one slot, so that a choice allocates
 * nothing. A {@link Balancer} offers some of them, each in a class and at a cost; of the lowest class the one with the lowest
 * cost is chosen, ties at random.
 *
 * <p>Left out are nodes of weight 0 and those whose breakers refuse calls, unless there are no others.
 */
public final class Candidates {
    /** The most nodes a model may have. */
    public static final int MOST = 64;

    private final Randomness random;
    private final int[] positions;
    private final int[] inFlight;
    private final double[] shares;
    private final double[] costs;
    private final double[] sorted;
    private Node[] nodes = {};
    private long now;
    /** How many nodes there are; those that were not tried yet come first. */
    private int size;

    private int untried;

    private int chosen;
    private int chosenClass;
    private double chosenCost;
    private int ties;

    /**
     * Room for a choice.
     *
     * @param most how many nodes there may be, {@link #MOST} at most
     */
    public Candidates(Randomness random, int most) {
        this.random = random;
        this.positions = new int[most];
        this.inFlight = new int[most];
        this.shares = new double[most];
        this.costs = new double[most];
        this.sorted = new double[most];
    }

    /** How many nodes there may be. */
    public int most() {
        return positions.length;
    }

    /**
     * Chooses a node.
     *
     * @param of the nodes of the model that may be called, {@link #most} at most
     * @param tried a bit for each position that was tried already
     * @param at the monotonic time in nanoseconds
     * @return the position, or -1 where all were tried
     */
    public int choose(Balancer balancer, Node[] of, long tried, long at) {
        nodes = of;
        now = at;
        size = 0;
        add(~tried, false);
        if (size == 0) {
            add(~tried, true);
        }
        if (size == 0) {
            return -1;
        }
        untried = size;
        add(tried, false);
        chosen = -1;
        balancer.offer(this);
        return positions[chosen];
    }

    /** The calls that were in flight on the node that was chosen last, before this one; -1 where its balancer did not ask. */
    public int inFlightOnChosen() {
        return inFlight[chosen];
    }

    private void add(long which, boolean anyway) {
        for (int i = 0; i < nodes.length; i++) {
            if ((which & 1L << i) == 0) {
                continue;
            }
            double share = nodes[i].share(now);
            if (anyway || share > 0 && takesCalls(nodes[i].breaker().state())) {
                positions[size] = i;
                inFlight[size] = -1;
                shares[size] = Math.max(Double.MIN_NORMAL, share);
                size++;
            }
        }
    }

    private boolean takesCalls(BreakerState state) {
        return !(state instanceof BreakerState.Open open) || now - open.untilNanos() >= 0;
    }

    /** Offers a candidate. */
    void offer(int candidate, int inClass, double cost) {
        if (chosen < 0 || inClass < chosenClass || inClass == chosenClass && cost < chosenCost) {
            chosen = candidate;
            chosenClass = inClass;
            chosenCost = cost;
            ties = 1;
        } else if (inClass == chosenClass && cost == chosenCost) {
            ties++;
            if (random.nextLong(ties) == 0) {
                chosen = candidate;
            }
        }
    }

    /** How many may be offered: numbers below it. */
    int count() {
        return untried;
    }

    Node node(int candidate) {
        return nodes[positions[candidate]];
    }

    /** Its share of the model's work: its weight, or less while it starts slowly; above 0. */
    double share(int candidate) {
        return shares[candidate];
    }

    /** The calls in flight on it, read once for a choice. */
    int inFlight(int candidate) {
        if (inFlight[candidate] < 0) {
            inFlight[candidate] = node(candidate).inFlight();
        }
        return inFlight[candidate];
    }

    /** The calls in flight on it for its share of the work, this one included. */
    double load(int candidate) {
        return (inFlight(candidate) + 1) / shares[candidate];
    }

    /** The load at a rank among all nodes, those that were tried included: 0 for the lowest, 1 for the highest. */
    double loadAtRank(double rank) {
        for (int i = 0; i < size; i++) {
            sorted[i] = load(i);
        }
        Arrays.sort(sorted, 0, size);
        return sorted[(int) (rank * (size - 1))];
    }

    /** Notes what a call costs on it. */
    void cost(int candidate, double cost) {
        costs[candidate] = cost;
    }

    /** What was noted. */
    double cost(int candidate) {
        return costs[candidate];
    }

    /** Whether it is about to be probed: its breaker was open, and lets a few calls through. */
    boolean isProbed(int candidate) {
        return !node(candidate).breaker().isClosed();
    }

    /** Whether a probe of it is under way. */
    boolean isProbeOut(int candidate) {
        return node(candidate).breaker().state() instanceof BreakerState.HalfOpen half && half.leased() > 0;
    }

    long now() {
        return now;
    }

    Randomness random() {
        return random;
    }
}
