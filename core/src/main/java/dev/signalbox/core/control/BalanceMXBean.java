package dev.signalbox.core.control;

import java.util.List;

/** How work is spread over nodes: those of one model, or all. */
@Description("How work is spread over the nodes of a model, or over all nodes of this JVM, and how it goes")
public interface BalanceMXBean {
    @Description("The model whose nodes are meant; empty for the nodes of all models")
    String getModel();

    @Description(
            "How the node of a call is chosen where there are several; empty for all models, of which each has its own way")
    String getStrategy();

    @Description(
            value =
                    "How evenly the attempts of the last 10 s, and those in flight, are spread over the nodes by their weights:"
                            + " 0 is all on one node, 1 is even; NaN where there was none, or one node only. Of all models the mean of"
                            + " their scores, weighted by their attempts",
            unit = "0-1")
    double getDistributionScore();

    @Description(
            value =
                    "The CPU time of this process, of the processors it may use; NaN while unknown. It is that of the JVM, for"
                            + " its models share them",
            unit = "%")
    double getCpuUtilization();

    @Description(
            value =
                    "The memory in use, of the container's limit, or of the machine's where there is none; NaN while unknown",
            unit = "%")
    double getMemoryUtilization();

    @Description(
            value = "How busy the GPUs are, by whatever process, a mean over those that tell; NaN where none does",
            unit = "%")
    double getGpuUtilization();

    @Description(
            value =
                    "Median latency over the last 10 s, a mean over the nodes weighted by their attempts; NaN where there was none",
            unit = "ms")
    double getResponseTimeMillis();

    @Description(
            value =
                    "95th percentile of latency over the last 10 s of the node where it is highest; NaN where there was none",
            unit = "ms")
    double getP95Millis();

    @Description(
            value =
                    "Share of the attempts of the last 10 s that did not fail by a node's fault; NaN where there was none",
            unit = "0-1")
    double getSuccessRate();

    @Description(
            value = "Share of the attempts of the last 10 s that were answered; NaN where there was none",
            unit = "0-1")
    double getEfficiency();

    @Description("Attempts of the last 10 s that failed by a node's fault")
    long getErrors();

    @Description("The nodes, with what each has to do and its health")
    List<NodeLoadInfo> getNodes();

    @Description("The attempts in flight, at most 1000 of them")
    List<TaskInfo> getTasks();
}
