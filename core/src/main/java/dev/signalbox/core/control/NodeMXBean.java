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

    @Description("Keeps new calls from the node; calls in flight end as they would; the next call obeys")
    void drain();

    @Description("Lets calls come to the node again; the next call obeys")
    void resume();
}
