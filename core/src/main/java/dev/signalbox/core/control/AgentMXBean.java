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

    @Description("What needs a person's attention: ambiguous matches, refused chains, call sites switched off")
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

    @Description("Turns every call site into a no-op, or back")
    void bypass(@Description(name = "on", value = "true to bypass, false to route again") boolean on);

    @Description(
            "Reads the config file again; where it is bad, the config in force stays and the problems are returned")
    List<String> reload();
}
