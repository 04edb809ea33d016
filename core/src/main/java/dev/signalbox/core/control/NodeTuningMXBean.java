package dev.signalbox.core.control;

/** What may be tuned of a node; its state has a bean of its own. */
@Description("What may be tuned of a node, apart from its state")
public interface NodeTuningMXBean {
    @Description("The node's name")
    String getName();

    @Description(
            value =
                    "How much of its siblings' work the node is to be given: 1 is as much as any, 0 is none while another one may"
                            + " be called. The next call obeys",
            unit = "0-100")
    double getWeight();

    /** Changes the weight. */
    @Description("Changes how much of its siblings' work the node is to be given")
    void setWeight(double weight);
}
