package dev.signalbox.core.balance;

import dev.signalbox.core.model.Node;

/** Picks the node of a model that runs a call: the one with the fewest calls in flight, ties broken in turn. */
public final class NodePicker {
    private NodePicker() {}

    /**
     * The position of the node to try.
     *
     * @param nodes at least one
     * @param turn any number that differs from call to call
     * @param excluded a bit for each position that was tried already
     * @return the position, or -1 where all are excluded
     */
    public static int pick(Node[] nodes, int turn, long excluded) {
        if (nodes.length == 1) {
            return (excluded & 1) == 0 ? 0 : -1;
        }
        int best = -1;
        int bestLoad = Integer.MAX_VALUE;
        int start = Math.floorMod(turn, nodes.length);
        for (int k = 0; k < nodes.length; k++) {
            int i = start + k < nodes.length ? start + k : start + k - nodes.length;
            if (i < Long.SIZE && (excluded & (1L << i)) != 0) {
                continue;
            }
            int load = nodes[i].inFlight();
            if (load < bestLoad) {
                best = i;
                bestLoad = load;
            }
        }
        return best;
    }
}
