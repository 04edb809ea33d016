package dev.signalbox.core.recovery;

import java.util.List;

/**
 * A model is given more nodes, and they are taken away once they are not needed.
 *
 * @param conditions when
 * @param to the most nodes
 * @param idleSeconds how long the conditions have to be over before one node is taken away, in seconds
 * @param creatable whether the nodes can be made here; otherwise an autoscaler has to
 */
public record Scale(List<DegradationCondition> conditions, int to, long idleSeconds, boolean creatable)
        implements DegradationAction {
    @Override
    public String word() {
        return "scale";
    }

    @Override
    public String parameters() {
        return "to " + to + " nodes" + (creatable ? ", made here" : ", by an autoscaler") + "; one less after "
                + idleSeconds + " s";
    }
}
