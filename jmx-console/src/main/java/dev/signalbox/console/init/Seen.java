package dev.signalbox.console.init;

import dev.signalbox.core.control.AgentMXBean;
import dev.signalbox.core.control.CallSiteInfo;
import dev.signalbox.core.control.InstanceInfo;
import dev.signalbox.core.control.SubstituteInfo;
import java.util.List;

/**
 * What the agent of one JVM has seen.
 *
 * @param target how the JVM is called
 * @param configFile the config it was started with, or empty
 */
public record Seen(
        String target,
        String configFile,
        List<CallSiteInfo> callSites,
        List<InstanceInfo> instances,
        List<SubstituteInfo> substitutes) {
    /** What an agent tells. */
    public static Seen by(String target, AgentMXBean agent) {
        return new Seen(
                target, agent.getConfigFile(), agent.getCallSites(), agent.getInstances(), agent.getSubstitutes());
    }

    /** Why one instance cannot stand in for another, as far as anybody knows; empty where it can. */
    String refusal(InstanceInfo node, InstanceInfo substitute) {
        for (SubstituteInfo each : substitutes) {
            if (each.node().equals(node.node()) && each.substitute().equals(substitute.node())) {
                return each.verdict().equals("compatible") ? "" : each.reason();
            }
        }
        return "the agent has not compared them";
    }
}
