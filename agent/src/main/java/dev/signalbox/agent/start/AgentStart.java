package dev.signalbox.agent.start;

import dev.signalbox.agent.SignalboxAgent;
import dev.signalbox.agent.library.Libraries;
import dev.signalbox.agent.link.Linker;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The first class of ours behind the entry, which starts it by having it initialised. What it does runs before the host's
 * main, so it does little.
 */
final class AgentStart {
    static {
        if (AgentStart.class.getClassLoader() instanceof SignalboxAgent entry) {
            start(entry);
        }
    }

    private AgentStart() {}

    private static void start(SignalboxAgent entry) {
        ThreadLocalRandom.current(); // loaded inside a transformer, it has made hosts fail with a ClassCircularityError
        AgentArguments arguments = AgentArguments.parse(entry.arguments());
        Agent agent = new Agent(entry, arguments, ConfigFile.read(arguments.config()));
        agent.callSites().add(Libraries.builtIn());
        Linker.use(new Linker(agent.callSites(), agent.door()));
        agent.weaving().install(Libraries.builtIn());
        daemon("signalbox-weaver", agent.weaving().scan()).start();
        daemon("signalbox-start", new StartSequence(agent)).start();
    }

    private static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(null, work, name, 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(AgentStart.class.getClassLoader());
        return thread;
    }
}
