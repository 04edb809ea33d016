package dev.signalbox.agent.engine;

import dev.signalbox.agent.site.SitePattern;
import dev.signalbox.agent.start.Agent;
import dev.signalbox.agent.start.EngineBootstrap;
import dev.signalbox.core.engine.Engine;
import dev.signalbox.core.hardware.HardwareSampler;
import dev.signalbox.core.site.CallGate;
import dev.signalbox.core.time.SystemTime;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Starts core's engine and its control thread. */
public final class EngineStart implements EngineBootstrap {
    private static final long LONGEST_STOP_SECONDS = 5;

    private @Nullable Configuration configuration;

    @Override
    public List<SitePattern> userSites(Agent agent) {
        Configuration read = new Configuration(agent.config().file());
        read.read();
        configuration = read;
        return Steering.ownSites(read.inForce());
    }

    @Override
    public CallGate start(Agent agent) {
        Configuration read = configuration == null ? new Configuration(null) : configuration;
        SystemTime time = SystemTime.INSTANCE;
        JvmHost host = new JvmHost(agent.instrumentation());
        Engine engine = new Engine(read.inForce(), time, time, time, time, host);
        if (!read.problems().isEmpty()) {
            engine.refused(read.path(), read.problems().size());
        }
        Steering steering = new Steering(agent, engine, read);
        steering.setGates();
        WatchLoop watch = new WatchLoop(engine);
        host.watchedBy(watch);
        HardwareSampler hardware = new HardwareSampler(time, host::execute);
        ControlLoop loop = new ControlLoop(engine, steering, time, agent.mainThread(), watch, hardware);
        Thread control = new Thread(null, loop, "signalbox-control", 0, false);
        control.setDaemon(true);
        control.setContextClassLoader(EngineStart.class.getClassLoader());
        host.controlledBy(control);
        host.readsHardware(loop::hardware);
        agent.onDetach(() -> {
            loop.stop(control);
            join(control);
            Thread watching = watch.stop();
            if (watching != null) {
                join(watching);
            }
            host.release();
        });
        control.start();
        return engine.gate();
    }

    private static void join(Thread thread) {
        try {
            thread.join(TimeUnit.SECONDS.toMillis(LONGEST_STOP_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
