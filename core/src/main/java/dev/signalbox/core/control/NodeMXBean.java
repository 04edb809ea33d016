package dev.signalbox.core.control;

import java.util.Map;

/** One node: a live model instance with a health of its own. */
@Description("A node: one live model instance, its health, and its switch by hand")
public interface NodeMXBean {
    @Description("The node's name")
    String getName();

    @Description("The model it is a node of")
    String getModel();

    @Description("The instance's class")
    String getClassName();

    @Description("The id of the call site that found it")
    String getCallSite();

    @Description("healthy, degraded or failed")
    String getHealth();

    @Description("Why the health is what it is, in words")
    String getHealthReason();

    @Description("closed: called normally; open: not called; half-open: a few calls probe it")
    String getBreaker();

    @Description(value = "Time until an open breaker lets probes through; NaN where it is not open", unit = "s")
    double getBreakerSecondsLeft();

    @Description("Whether an operator drained it: no new calls")
    boolean isDrained();

    @Description(
            value = "The factor by which calls are moved away from it while a rebalance is in force; 1 while none is",
            unit = "0-1")
    double getAutomaticWeight();

    @Description("Whether it is being taken away after a scale: it is given no new call")
    boolean isLeaving();

    @Description("Whether the instance is still there; a collected one is never called")
    boolean isAlive();

    @Description("Calls in flight now")
    int getInFlight();

    @Description("Attempts made on it so far")
    long getCalls();

    @Description("Attempts that failed and count against its health")
    long getFailures();

    @Description("Attempts that failed by the caller's fault, which do not count against its health")
    long getCallerFaults();

    @Description("Failed attempts by class of failure")
    Map<String, Long> getFailuresByClass();

    @Description("Failed attempts in a row")
    int getConsecutiveFailures();

    @Description(value = "Share of failed attempts over the last 10 s; NaN where there was none", unit = "0-1")
    double getErrorRate();

    @Description(value = "Median latency over the last 10 s; NaN where no attempt ended", unit = "ms")
    double getResponseTimeMillis();

    @Description(value = "95th percentile of latency over the last 10 s; NaN where no attempt ended", unit = "ms")
    double getRecentP95Millis();

    @Description(
            value =
                    "Share of the attempts of the last 10 s that did not fail by the node's fault; NaN where none ended",
            unit = "0-1")
    double getSuccessRate();

    @Description(
            value = "Share of the attempts of the last 10 s that were answered; NaN where none ended",
            unit = "0-1")
    double getEfficiency();

    @Description("Attempts of the last 10 s that failed and count against its health")
    long getRecentErrors();

    @Description(
            value = "The median latency it is used to, learned while nothing is wrong; NaN while unknown",
            unit = "ms")
    double getUsualP50Millis();

    @Description(
            value = "The 95th percentile of latency it is used to, learned while nothing is wrong; NaN while unknown",
            unit = "ms")
    double getUsualP95Millis();

    @Description("How many calls it usually runs at a time while it runs any; NaN while unknown")
    double getUsualInFlight();

    @Description(
            "What it may still be given: the least that its own limits, its model's and the JVM's leave; not limited where there are none")
    String getAvailableResources();

    @Description("Whether it is kept out of service, as an outlier among its siblings or by an operator")
    boolean isEjected();

    @Description("Why it is ejected, in words; empty where it is not")
    String getEjectedReason();

    @Description(
            value = "Time until it comes back by itself; NaN where it is not ejected, or only an operator ends it",
            unit = "s")
    double getEjectedSecondsLeft();

    @Description("What came of the last probe by the call that the config names; empty where there was none")
    String getLastProbe();

    @Description(value = "Mean latency", unit = "ms")
    double getMeanMillis();

    @Description(value = "Median latency", unit = "ms")
    double getP50Millis();

    @Description(value = "95th percentile of latency", unit = "ms")
    double getP95Millis();

    @Description(value = "99th percentile of latency", unit = "ms")
    double getP99Millis();

    @Description("Tokens read, as the library reported them; absent reports are not counted")
    long getInputTokens();

    @Description("Tokens written, as the library reported them; absent reports are not counted")
    long getOutputTokens();

    @Description("What one of its calls takes, measured on one of 64; unknown is NaN")
    CostInfo getCost();

    @Description("Keeps new calls from the node; calls in flight end as they would; the next call obeys")
    void drain();

    @Description("Lets calls come to the node again, drained or ejected; the next call obeys")
    void resume();

    @Description("Keeps calls from the node until it is resumed; the next call obeys")
    void eject();

    @Description("Keeps calls from the node for a time; the next call obeys")
    void eject(
            @Description(
                            name = "duration",
                            value = "after how long it ends by itself, such as 30s or 5m; empty for no end")
                    String duration);

    @Description(
            "Asks the node now whether it answers, by the call that the config names; where there is none, lets the next call"
                    + " through to a node whose breaker is open. Returns what happens now")
    String probe();
}
