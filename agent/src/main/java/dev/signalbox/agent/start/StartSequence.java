package dev.signalbox.agent.start;

import dev.signalbox.agent.log.LogOutput;
import dev.signalbox.agent.site.SitePattern;
import dev.signalbox.core.site.CallGate;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is left to do after premain: logging, the config's call sites, the engine. Its thread ends with it. */
final class StartSequence implements Runnable {
    private final Agent agent;

    StartSequence(Agent agent) {
        this.agent = agent;
    }

    @Override
    public void run() {
        @Nullable CallGate gate = null;
        agent.door().opening();
        try {
            gate = start();
        } catch (Throwable t) {
            agent.notices().failed("starting the engine", t);
        } finally {
            agent.userSites().parsed();
            agent.door().open(gate);
            agent.callSites().engineRuns();
            agent.notices().flush();
        }
    }

    private @Nullable CallGate start() {
        LogOutput.configure(agent.arguments().log(), agent.arguments().logLevel());
        Logger log = LoggerFactory.getLogger("signalbox.agent");
        agent.arguments().problems().forEach(log::warn);
        for (EngineBootstrap bootstrap :
                ServiceLoader.load(EngineBootstrap.class, StartSequence.class.getClassLoader())) {
            addUserSites(bootstrap, log);
            return bootstrap.start(agent);
        }
        log.info("No engine in this build: nothing is observed or routed");
        return null;
    }

    private void addUserSites(EngineBootstrap bootstrap, Logger log) {
        try {
            List<SitePattern> sites = bootstrap.userSites(agent);
            agent.add(sites);
        } catch (RuntimeException e) {
            log.error("The config's call sites could not be read: {}", e.toString());
        } finally {
            agent.userSites().parsed();
        }
    }
}
