package dev.signalbox.agent.jmx;

import dev.signalbox.core.control.CallSiteInfo;
import java.util.List;

/** The rest of the agent, of which the beans know only these switches. */
final class Switchboard implements AgentControl {
    volatile boolean bypassed;
    volatile List<String> problems = List.of();
    volatile int reloads;
    volatile String detachedBy = "";

    @Override
    public String version() {
        return "test";
    }

    @Override
    public String configFile() {
        return "signalbox.yaml";
    }

    @Override
    public boolean isConfigured() {
        return true;
    }

    @Override
    public List<String> configProblems() {
        return problems;
    }

    @Override
    public List<CallSiteInfo> callSites() {
        return List.of(
                new CallSiteInfo("ask", "routed", 1, "", ""),
                new CallSiteInfo("onnxruntime.run", "disabled", 0, "its method is gone", "ONNX Runtime 1.28.0"));
    }

    @Override
    public boolean isBypassed() {
        return bypassed;
    }

    @Override
    public void bypass(boolean on) {
        bypassed = on;
    }

    @Override
    public List<String> reload() {
        reloads++;
        return problems;
    }

    @Override
    public void detach(String who) {
        detachedBy = who;
    }
}
