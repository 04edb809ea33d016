package dev.signalbox.agent.engine;

import dev.signalbox.agent.jmx.AgentControl;
import dev.signalbox.agent.library.Libraries;
import dev.signalbox.agent.link.SiteState;
import dev.signalbox.agent.site.SitePattern;
import dev.signalbox.agent.start.Agent;
import dev.signalbox.core.config.CallSiteConfig;
import dev.signalbox.core.config.SignalboxConfig;
import dev.signalbox.core.control.CallSiteInfo;
import dev.signalbox.core.engine.Engine;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The agent's own switches: which gates are open, the bypass of all of them, and the config in force. */
final class Steering implements AgentControl {
    private final Agent agent;
    private final Engine engine;
    private final Configuration configuration;
    private final String version;
    private final WayOut wayOut;
    private volatile boolean bypassed;

    Steering(Agent agent, Engine engine, Configuration configuration) {
        this.agent = agent;
        this.engine = engine;
        this.configuration = configuration;
        this.version = agent.version();
        this.wayOut = new WayOut(agent::detach, engine.failures());
    }

    /** The call sites that a config adds. */
    static List<SitePattern> ownSites(SignalboxConfig config) {
        List<SitePattern> own = new ArrayList<>();
        for (CallSiteConfig site : config.callSites().values()) {
            own.add(Libraries.own(site));
        }
        return own;
    }

    /** Opens the gates of the call sites that the config in force needs, and closes the others. */
    void setGates() {
        SignalboxConfig config = configuration.inForce();
        Set<String> routed = new HashSet<>();
        config.routes().values().forEach(route -> routed.addAll(route.callSites()));
        for (CallSiteInfo site : agent.callSites().states()) {
            SiteState state = routed.contains(site.id())
                    ? SiteState.ROUTED
                    : config.observe() ? SiteState.OBSERVED : SiteState.OFF;
            agent.callSites().setState(site.id(), state);
        }
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public String configFile() {
        return configuration.path();
    }

    @Override
    public boolean isConfigured() {
        return configuration.isConfigured();
    }

    @Override
    public List<String> configProblems() {
        return configuration.problems();
    }

    @Override
    public List<CallSiteInfo> callSites() {
        return agent.callSites().states();
    }

    @Override
    public boolean isBypassed() {
        return bypassed;
    }

    @Override
    public void bypass(boolean on) {
        bypassed = on;
        agent.callSites().bypass(on);
    }

    @Override
    public void detach(String who) {
        wayOut.take(who);
    }

    /** What a config wants to change of call sites whose gates are linked already: their adapters are with the host. */
    private List<String> changedSites(SignalboxConfig config) {
        return agent.callSites().changed(ownSites(config)).stream()
                .map(id -> configuration.path() + ": call-sites." + id
                        + ": changed since the agent started; a call site can be added while the JVM runs, changing one"
                        + " needs a restart")
                .toList();
    }

    @Override
    public synchronized List<String> reload() {
        if (configuration.path().isEmpty()) {
            return List.of("the agent was started without a config file: -javaagent:signalbox-agent.jar=config=FILE");
        }
        if (!configuration.read(this::changedSites)) {
            engine.refused(configuration.path(), configuration.problems().size());
            return configuration.problems();
        }
        agent.add(ownSites(configuration.inForce()));
        engine.apply(configuration.inForce());
        setGates();
        return List.of();
    }
}
