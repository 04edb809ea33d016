package dev.signalbox.core.balance;

import dev.signalbox.core.model.Node;
import dev.signalbox.core.time.Randomness;

/** Picks the node of a model that runs a call: the one with the fewest calls in flight, ties broken at random. */
public final class NodePicker {
    private NodePicker() {}

    /**
     * The position of the node to try.
     *
     * @param nodes at least one
     * @param excluded a bit for each position that was tried already, of 64 at most
     * @return the position, or -1 where all are excluded
     */
    public static int pick(Node[] nodes, long excluded, Randomness random) {
        if (nodes.length == 1) {
            return (excluded & 1) == 0 ? 0 : -1;
        }
        int best = -1;
        int bestLoad = Integer.MAX_VALUE;
        int start = (int) random.nextLong(nodes.length);
        for (int k = 0; k < nodes.length; k++) {
            int i = start + k < nodes.length ? start + k : start + k - nodes.length;
            if ((excluded & (1L << i)) != 0) {
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
