package dev.signalbox.agent.jmx;

import dev.signalbox.core.control.CallSiteInfo;
import java.util.List;

/** What the agent's bean shows and switches beyond the engine; whoever starts the agent implements it. */
public interface AgentControl {
    /** The agent's version. */
    String version();

    /** The config file in force, or empty where there is none. */
    String configFile();

    /** Whether a config is in force. */
    boolean isConfigured();

    /** Why the config file was refused, one text per problem; empty where it is in force. */
    List<String> configProblems();

    /** The call sites. */
    List<CallSiteInfo> callSites();

    /** Whether every call site is a no-op. */
    boolean isBypassed();

    /** Turns every call site into a no-op, or back, before it returns. */
    void bypass(boolean on);

    /** Reads the config file again. The problems, none where it is in force now. */
    List<String> reload();

    /**
     * Has the agent leave this JVM on a thread of its own, soon after this returned.
     *
     * @param who wants it so; it is logged, for the journal goes with the agent
     */
    void detach(String who);
}
