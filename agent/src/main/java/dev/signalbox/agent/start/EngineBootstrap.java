package dev.signalbox.agent.start;

import dev.signalbox.agent.site.SitePattern;
import dev.signalbox.core.site.CallGate;
import java.util.List;

/**
 * What starts the engine: found by {@link java.util.ServiceLoader} in the agent's own loader, and called once, on the thread
 * {@code signalbox-start}. Host threads that need the user's call sites wait for {@link #userSites}, those that need the
 * engine for {@link #start}, both for a few seconds at most.
 */
public interface EngineBootstrap {
    /**
     * Parses the config and makes the patterns of its call sites. An exception means none; it is logged.
     *
     * @param agent what was read in premain
     */
    List<SitePattern> userSites(Agent agent);

    /**
     * Starts the engine. An exception means that there is none; it is logged, and gates do nothing.
     *
     * @param agent what the engine may do to the agent
     */
    CallGate start(Agent agent);
}
