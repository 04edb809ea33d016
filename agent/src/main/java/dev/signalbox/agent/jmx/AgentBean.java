package dev.signalbox.agent.jmx;

import dev.signalbox.core.control.AgentMXBean;
import dev.signalbox.core.control.CallSiteInfo;
import dev.signalbox.core.control.DrillInfo;
import dev.signalbox.core.control.EventInfo;
import dev.signalbox.core.control.InstanceInfo;
import dev.signalbox.core.control.NodeHealthInfo;
import dev.signalbox.core.control.SubstituteInfo;
import dev.signalbox.core.drill.DrillKind;
import dev.signalbox.core.engine.Engine;
import dev.signalbox.core.model.Instance;
import dev.signalbox.core.model.Node;
import dev.signalbox.core.route.Route;
import dev.signalbox.core.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The agent as a whole, as JMX shows it. */
final class AgentBean implements AgentMXBean {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private final Engine engine;
    private final AgentControl control;
    private final TimeSource time;

    AgentBean(Engine engine, AgentControl control, TimeSource time) {
        this.engine = engine;
        this.time = time;
        this.control = control;
    }

    @Override
    public String getVersion() {
        return control.version();
    }

    @Override
    public String getState() {
        if (control.isBypassed()) {
            return "bypassed";
        }
        return control.isConfigured() ? "routing" : "observing";
    }

    @Override
    public String getConfigFile() {
        return control.configFile();
    }

    @Override
    public List<String> getConfigProblems() {
        return control.configProblems();
    }

    @Override
    public long getInternalErrors() {
        return engine.failures().count();
    }

    @Override
    public List<String> getLastInternalErrors() {
        return engine.failures().last();
    }

    @Override
    public List<String> getAdvice() {
        List<String> advice = new ArrayList<>(engine.advice());
        for (CallSiteInfo site : control.callSites()) {
            boolean wanted = site.state().equals("disabled") || site.state().equals("routed");
            if (wanted && !site.note().isEmpty()) {
                advice.add("call site " + site.id() + ": " + site.note());
            }
        }
        for (Route route : engine.routes()) {
            route.plan()
                    .refused()
                    .forEach(r ->
                            advice.add("chain " + r.chain().name() + " of route " + route.name() + ": " + r.reason()));
        }
        return advice;
    }

    @Override
    public List<CallSiteInfo> getCallSites() {
        return control.callSites();
    }

    @Override
    public List<InstanceInfo> getInstances() {
        List<InstanceInfo> all = new ArrayList<>();
        for (Instance instance : engine.instances().alive()) {
            all.add(InstanceView.of(instance, control.isBypassed()));
        }
        return all;
    }

    @Override
    public List<SubstituteInfo> getSubstitutes() {
        return engine.substitutes();
    }

    @Override
    public List<NodeHealthInfo> getHealth() {
        long now = time.nanoTime();
        return engine.nodes().stream()
                .map(n -> HealthView.of(engine, n.monitor().health(), now))
                .toList();
    }

    @Override
    public List<String> getRoutes() {
        return engine.routes().stream().map(Route::name).toList();
    }

    @Override
    public List<EventInfo> getEvents() {
        return engine.events().last();
    }

    @Override
    public List<DrillInfo> getDrills() {
        return engine.drillsUnderWay();
    }

    @Override
    public void drill(@Nullable String node, @Nullable String kind, double share, @Nullable String duration) {
        drill(node, kind, share, duration, "", false);
    }

    @Override
    public void drill(
            @Nullable String node,
            @Nullable String kind,
            double share,
            @Nullable String duration,
            @Nullable String latency,
            boolean force) {
        String on = Arguments.name("node", node, nodes());
        DrillKind what = DrillKind.of(Arguments.name("kind", kind, DrillKind.words()));
        double of = Arguments.share("share", share);
        long nanos = Arguments.nanos("duration", duration, SECOND, HOUR);
        boolean slower = what == DrillKind.LATENCY && latency != null && !latency.isBlank();
        long by = slower
                ? Arguments.nanos("latency", latency, Duration.ofMillis(1), Duration.ofMinutes(10))
                : SECOND.toNanos();
        engine.operator(Caller.name()).drill(on, what, of, by, nanos, force);
    }

    @Override
    public void endDrill(@Nullable String node) {
        engine.operator(Caller.name()).endDrill(Arguments.name("node", node, nodes()));
    }

    private List<String> nodes() {
        return engine.nodes().stream().map(Node::name).toList();
    }

    @Override
    public void bypass(boolean on) {
        String before = getState();
        control.bypass(on);
        engine.operator(Caller.name()).journal("agent", before, getState(), "bypass " + (on ? "on" : "off"));
    }

    @Override
    public List<String> reload() {
        String before = getState();
        List<String> problems = control.reload();
        engine.operator(Caller.name())
                .journal(
                        "agent",
                        before,
                        getState(),
                        problems.isEmpty() ? "reload" : "reload, refused: " + String.join("; ", problems));
        return problems;
    }

    @Override
    public void detach() {
        String who = Caller.name();
        engine.operator(who).journal("agent", getState(), "detached", "detach");
        control.detach(who);
    }
}
