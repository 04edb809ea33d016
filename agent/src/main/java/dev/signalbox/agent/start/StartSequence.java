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
    /**
     * The start of a JVM is busy with loading its own classes: until something of ours is needed, it is left alone for as
     * long as a small program runs.
     */
    private static final long LONGEST_DELAY_MILLIS = 400;

    private final Agent agent;

    StartSequence(Agent agent) {
        this.agent = agent;
    }

    @Override
    public void run() {
        @Nullable CallGate gate = null;
        agent.door().opening();
        try {
            agent.awaitNeed(LONGEST_DELAY_MILLIS);
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
        agent.add(List.of()); // classes loaded before us are found now
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
