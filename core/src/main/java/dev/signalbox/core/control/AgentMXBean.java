package dev.signalbox.core.control;

import java.util.List;

/** The agent as a whole: its state, its config, what it has found, what went wrong inside it. */
@Description("The Signalbox agent: its state, its config, the model instances it has found, and its own errors")
public interface AgentMXBean {
    @Description("The agent's version")
    String getVersion();

    @Description(
            "routing: a config is in force; observing: no config, or a bad one; bypassed: every call site is a no-op")
    String getState();

    @Description("The config file in force, or empty where there is none")
    String getConfigFile();

    @Description("Why the config file was refused, one text per problem; empty where it is in force")
    List<String> getConfigProblems();

    @Description("Failures inside Signalbox; each was kept from the application, whose original call ran")
    long getInternalErrors();

    @Description("The last failures inside Signalbox, newest last, at most 16")
    List<String> getLastInternalErrors();

    @Description(
            "What needs a person's attention: ambiguous matches, refused chains, call sites switched off, routed clients that"
                    + " retry by themselves")
    List<String> getAdvice();

    @Description("The call sites: built in, and from the config")
    List<CallSiteInfo> getCallSites();

    @Description("The model instances seen in this JVM that are still alive")
    List<InstanceInfo> getInstances();

    @Description(
            "Which of these instances could stand in for which others of their call sites, asked of their libraries; the"
                    + " first 32 instances of each call site")
    List<SubstituteInfo> getSubstitutes();

    @Description("The health of every node")
    List<NodeHealthInfo> getHealth();

    @Description("The names of the routes")
    List<String> getRoutes();

    @Description("The last state changes, newest last, at most 256")
    List<EventInfo> getEvents();

    @Description("The drills under way: troubles injected by an operator")
    List<DrillInfo> getDrills();

    @Description(
            "Injects trouble into a share of the calls to a node, as if the node had it; refused where the node is the last"
                    + " healthy one of a route; ends by itself; the next call obeys")
    void drill(
            @Description(name = "node", value = "the node's name") String node,
            @Description(name = "kind", value = "error, rate-limit, latency (1 s more) or hang") String kind,
            @Description(name = "share", value = "of its calls, above 0 and up to 1") double share,
            @Description(name = "duration", value = "such as 30s or 5m, from 1s to 1h") String duration);

    @Description("Injects trouble as the shorter form does, with more to choose; the next call obeys")
    void drill(
            @Description(name = "node", value = "the node's name") String node,
            @Description(name = "kind", value = "error, rate-limit, latency or hang") String kind,
            @Description(name = "share", value = "of its calls, above 0 and up to 1") double share,
            @Description(name = "duration", value = "such as 30s or 5m, from 1s to 1h") String duration,
            @Description(
                            name = "latency",
                            value =
                                    "how much longer calls take, such as 500ms, from 1ms to 10m; empty for 1s; only for latency")
                    String latency,
            @Description(
                            name = "force",
                            value =
                                    "true to strike the last healthy node of a route too, whose callers then see failures")
                    boolean force);

    @Description("Ends the drill on a node; the next call obeys")
    void endDrill(@Description(name = "node", value = "the node's name") String node);

    @Description("Turns every call site into a no-op, or back")
    void bypass(@Description(name = "on", value = "true to bypass, false to route again") boolean on);

    @Description(
            "Reads the config file again; where it is bad, the config in force stays and the problems are returned")
    List<String> reload();

    @Description(
            "Has the agent leave this JVM, without an end to it: classes get their own bytecode back, waiting calls go on, and"
                    + " beans and threads end soon after the answer; only attaching brings the agent back")
    void detach();
}
