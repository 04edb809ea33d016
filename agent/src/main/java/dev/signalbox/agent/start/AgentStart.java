package dev.signalbox.agent.start;

import dev.signalbox.agent.library.Libraries;
import dev.signalbox.agent.link.Linker;
import java.io.File;
import java.lang.instrument.Instrumentation;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The first class of ours behind the entry: what it does runs before the host's main, so it does little. */
public final class AgentStart {
    private AgentStart() {}

    /** Called by reflection from the entry class. */
    public static void start(Instrumentation instrumentation, @Nullable String args, File jar) {
        ThreadLocalRandom.current(); // loaded inside a transformer, it has made hosts fail with a ClassCircularityError
        AgentArguments arguments = AgentArguments.parse(args);
        Agent agent = new Agent(instrumentation, arguments, ConfigFile.read(arguments.config()), jar);
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
