package dev.signalbox.agent.start;

import dev.signalbox.agent.SignalboxAgent;
import dev.signalbox.agent.link.CallSites;
import dev.signalbox.agent.link.EngineDoor;
import dev.signalbox.agent.link.Linker;
import dev.signalbox.agent.site.SitePattern;
import dev.signalbox.agent.weave.UserSites;
import dev.signalbox.agent.weave.Weaving;
import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/** The agent of this JVM: its parts, and the way out. */
public final class Agent {
    private final SignalboxAgent entry;
    private final AgentArguments arguments;
    private final ConfigFile config;
    private final CountDownLatch needed = new CountDownLatch(1);
    private final EngineDoor door = new EngineDoor(needed);
    private final Notices notices = new Notices(door);
    private final UserSites userSites;
    private final Weaving weaving;
    private final CallSites callSites;
    private final List<Runnable> onDetach = new ArrayList<>();
    private final @Nullable Thread main;
    private boolean detached;

    Agent(SignalboxAgent entry, AgentArguments arguments, ConfigFile config) {
        this.entry = entry;
        this.arguments = arguments;
        this.config = config;
        // Premain runs on the thread that will run the application's main; an attach does not.
        Thread caller = Thread.currentThread();
        this.main = entry.attached() ? null : caller;
        this.userSites = new UserSites(config.text(), needed);
        this.weaving = new Weaving(entry.instrumentation(), userSites, notices, needed);
        this.callSites = new CallSites(door, weaving, notices);
        notices.callSites(callSites);
    }

    /** The JVM's instrumentation. */
    public Instrumentation instrumentation() {
        return entry.instrumentation();
    }

    /** What the agent was started with. */
    public AgentArguments arguments() {
        return arguments;
    }

    /** The config file as it was read in premain. */
    public ConfigFile config() {
        return config;
    }

    /** The agent's jar. */
    public File jar() {
        return entry.file();
    }

    /** The thread that will run the application's main, or null where the agent was attached to a JVM that runs already. */
    public @Nullable Thread mainThread() {
        return main;
    }

    /** The agent's version, as its jar's manifest tells it; empty where it tells none. */
    public String version() {
        try (JarFile opened = new JarFile(entry.file())) {
            Manifest manifest = opened.getManifest();
            String version =
                    manifest == null ? null : manifest.getMainAttributes().getValue("Implementation-Version");
            return version == null ? "" : version;
        } catch (IOException e) {
            return "";
        }
    }

    /** The call sites and their switches. */
    public CallSites callSites() {
        return callSites;
    }

    /**
     * Adds call sites, as after a reload; classes of theirs that are loaded already are found within 50 ms. Those that are
     * known stay as they are.
     */
    public void add(List<SitePattern> patterns) {
        weaving.add(callSites.add(patterns));
    }

    /** Has something done at a detach; what came last is done first. */
    public synchronized void onDetach(Runnable action) {
        onDetach.add(action);
    }

    /**
     * Takes the agent out of this JVM: every woven class gets its own bytes back, gates are emptied, threads end. Calls in
     * flight finish with their models' own results; the slots they took stay taken in an engine that nobody reaches any
     * more. A host's thread is left with an array of numbers, and with our call on its stack until its method returns.
     */
    public void detach() {
        List<Runnable> actions;
        synchronized (this) {
            if (detached) {
                return;
            }
            detached = true;
            actions = new ArrayList<>(onDetach);
        }
        weaving.remove();
        callSites.emptyAll();
        Collections.reverse(actions);
        for (Runnable action : actions) {
            try {
                action.run();
            } catch (RuntimeException | LinkageError e) {
                door.failed("detach", e);
            }
        }
        Linker.use(null);
        JdkCaches.forgetUs();
        try {
            entry.close(); // nothing of ours can be loaded from here on
        } catch (IOException e) {
            door.failed("detach", e);
        }
    }

    /** Waits until a host thread needs the engine, or it is time to start it anyway. */
    void awaitNeed(long longestMillis) throws InterruptedException {
        if (!entry.attached()) {
            needed.await(longestMillis, TimeUnit.MILLISECONDS);
        }
    }

    EngineDoor door() {
        return door;
    }

    UserSites userSites() {
        return userSites;
    }

    Weaving weaving() {
        return weaving;
    }

    Notices notices() {
        return notices;
    }
}
