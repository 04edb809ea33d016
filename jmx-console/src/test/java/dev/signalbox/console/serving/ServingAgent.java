package dev.signalbox.console.serving;

import dev.signalbox.core.control.AgentMXBean;
import dev.signalbox.core.control.CallSiteInfo;
import dev.signalbox.core.control.DrillInfo;
import dev.signalbox.core.control.EventInfo;
import dev.signalbox.core.control.InstanceInfo;
import dev.signalbox.core.control.NodeHealthInfo;
import dev.signalbox.core.control.SubstituteInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An agent bean whose reload is refused once, and then works. */
final class ServingAgent implements AgentMXBean {
    private final Journal journal;
    private volatile String state = "routing";
    private volatile boolean fixed;
    private volatile @Nullable DrillInfo drill;

    ServingAgent(Journal journal) {
        this.journal = journal;
    }

    @Override
    public String getVersion() {
        return "1.2.3";
    }

    @Override
    public String getState() {
        return state;
    }

    @Override
    public String getConfigFile() {
        return "/etc/signalbox.yaml";
    }

    @Override
    public List<String> getConfigProblems() {
        return List.of();
    }

    @Override
    public long getInternalErrors() {
        return 0;
    }

    @Override
    public List<String> getLastInternalErrors() {
        return List.of();
    }

    @Override
    public List<String> getAdvice() {
        return List.of("model 'large': two instances match");
    }

    @Override
    public List<CallSiteInfo> getCallSites() {
        return List.of(new CallSiteInfo("langchain4j.chat", "routed", 2, "", "LangChain4j 1.20.0"));
    }

    @Override
    public List<InstanceInfo> getInstances() {
        return List.of(
                new InstanceInfo(
                        "large#0",
                        "langchain4j",
                        List.of("langchain4j.chat"),
                        "gpt-4o",
                        "com.acme.Model",
                        "com.acme.App.main(App.java:42)",
                        "routed",
                        1200,
                        40.5,
                        90,
                        12000,
                        Double.NaN,
                        "",
                        "chat"),
                new InstanceInfo(
                        "Model#1",
                        "langchain4j",
                        List.of("langchain4j.chat"),
                        "caf\u00e9\u001b",
                        "com.acme.Model",
                        "",
                        "observed",
                        0,
                        Double.NaN,
                        Double.NaN,
                        Double.NaN,
                        Double.NaN,
                        "",
                        ""));
    }

    @Override
    public List<SubstituteInfo> getSubstitutes() {
        return List.of(
                new SubstituteInfo("large#0", "Model#1", "compatible", ""),
                new SubstituteInfo("Model#1", "large#0", "incompatible", "its inputs differ"));
    }

    @Override
    public List<NodeHealthInfo> getHealth() {
        return List.of();
    }

    @Override
    public List<String> getRoutes() {
        return List.of("chat", "score");
    }

    @Override
    public List<EventInfo> getEvents() {
        return journal.events();
    }

    @Override
    public List<DrillInfo> getDrills() {
        DrillInfo now = drill;
        return now == null ? List.of() : List.of(now);
    }

    @Override
    public void drill(String node, String kind, double share, String duration) {
        drill(node, kind, share, duration, "", false);
    }

    @Override
    public void drill(String node, String kind, double share, String duration, String latency, boolean force) {
        drill = new DrillInfo(node, kind, share, 30, force, 0);
    }

    @Override
    public void endDrill(String node) {
        drill = null;
    }

    @Override
    public void bypass(boolean on) {
        state = on ? "bypassed" : "routing";
    }

    @Override
    public void detach() {
        // Its beans stay: an agent that was told to leave and does not.
    }

    @Override
    public List<String> reload() {
        boolean was = fixed;
        fixed = true;
        return was
                ? List.of()
                : List.of(
                        "signalbox.yaml:3: unknown key 'primry', did you mean 'primary'?",
                        "signalbox.yaml:9: routes.score.primary: is missing");
    }
}
