package dev.signalbox.core.control;

import java.util.List;

/** A route: where its calls go now, what its callers saw, and the switch an operator throws. */
@Description("A route: where its calls go, what its callers saw, and the switch by hand")
public interface RouteMXBean {
    @Description("The route's name")
    String getName();

    @Description(
            "active: its primary is there and calls are routed; waiting: no instance of its entry has been seen; off")
    String getState();

    @Description("Why the route is in this state, in words")
    String getStateReason();

    @Description("The chain that is tried first now")
    String getActiveChain();

    @Description("The chains, primary first")
    List<String> getChains();

    @Description("The ids of the call sites this route is bound to")
    List<String> getCallSites();

    @Description("The chain an operator forced, or empty")
    String getForcedChain();

    @Description(
            value = "Time left until a forced failover ends by itself; NaN where none is in force or it has no end",
            unit = "s")
    double getForcedSecondsLeft();

    @Description("Calls routed so far")
    long getCalls();

    @Description("Calls whose caller was given an exception")
    long getCallerFailures();

    @Description("Attempts that failed inside calls; callers saw only those that no chain could make good")
    long getAttemptFailures();

    @Description("Calls of which an attempt failed, and that were answered all the same: by a retry, a node or a chain")
    long getFailovers();

    @Description("Attempts repeated on the same node")
    long getRetries();

    @Description("Calls that no chain was allowed to run")
    long getRejected();

    @Description(value = "The longest a call may take over all attempts; NaN where there is no deadline", unit = "s")
    double getDeadlineSeconds();

    @Description("Calls whose caller had no answer when their deadline passed, answered later or not")
    long getMissedDeadlines();

    @Description("Attempts that were cut because they took longer than the deadline left them")
    long getCutAttempts();

    @Description(value = "Median latency of calls", unit = "ms")
    double getP50Millis();

    @Description(value = "99th percentile of calls' latency", unit = "ms")
    double getP99Millis();

    @Description("Version of the plan in force; it grows with each change")
    long getPlanVersion();

    @Description("Why the chains rank as they do, in words")
    List<String> getExplanation();

    @Description(
            "The route with the health of its nodes, the action in force against trouble, else the first one armed, and"
                    + " the conditions that take a chain out of use")
    HealthAwareRouteInfo getHealthAwareRoute();

    @Description("What the route asks of its chains, and what is known of each: costs, confidence, capability scores")
    CapabilityAwareRouteInfo getCapabilityAwareRoute();

    @Description("How the chains would rank under other constraints, in words; nothing is routed and nothing changes")
    List<String> whatIf(
            @Description(
                            name = "maxLatencyMillis",
                            value = "the longest that 95 % of a chain's calls may take; 0 for no limit",
                            unit = "ms")
                    double maxLatencyMillis,
            @Description(
                            name = "maxMemoryMB",
                            value = "the most memory that a call may take; 0 for no limit",
                            unit = "MB")
                    double maxMemoryMB,
            @Description(
                            name = "capabilities",
                            value = "what is required, such as json=0.8, reasoning; empty for nothing")
                    String capabilities);

    @Description("Sends the route's calls to a chain until failBack; the next call obeys")
    void failOver(@Description(name = "chain", value = "the chain's name") String chain);

    @Description("Sends the route's calls to a chain for a while; the next call obeys")
    void failOver(
            @Description(name = "chain", value = "the chain's name") String chain,
            @Description(name = "duration", value = "such as 30s, 5m or 1h; empty for no end") String duration,
            @Description(name = "reason", value = "why, for those who read the events later") String reason);

    @Description("Ends a forced failover; the next call obeys")
    void failBack();
}
