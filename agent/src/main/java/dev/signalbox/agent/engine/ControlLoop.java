package dev.signalbox.agent.engine;

import dev.signalbox.agent.jfr.FlightRecordings;
import dev.signalbox.agent.jmx.AgentControl;
import dev.signalbox.agent.jmx.MainBegun;
import dev.signalbox.agent.jmx.PlatformServer;
import dev.signalbox.agent.jmx.Registrar;
import dev.signalbox.core.engine.Engine;
import dev.signalbox.core.hardware.HardwareSampler;
import dev.signalbox.core.hardware.HardwareSnapshot;
import dev.signalbox.core.time.TimeSource;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.management.MBeanServer;
import org.jspecify.annotations.Nullable;

/**
 * What the control thread does: it ticks the engine, and once the application's main runs and there is an MBeanServer, it
 * shows the engine over JMX, writes flight recordings and samples the hardware. Both wait until then, so that they cost the host's start nothing.
 */
final class ControlLoop implements Runnable {
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Engine engine;
    private final AgentControl control;
    private final TimeSource time;
    private final WatchLoop watch;
    private final @Nullable MainBegun mainBegun;
    private final PlatformServer platform = new PlatformServer();
    private final HardwareSampler hardware;
    private OptionalLong mainBegunNanos = OptionalLong.empty();
    private OptionalLong sampledNanos = OptionalLong.empty();
    private @Nullable Registrar registrar;
    private boolean jmxRefused;
    private @Nullable FlightRecordings recordings;
    private boolean recordingsSought;
    private volatile boolean stopped;

    ControlLoop(
            Engine engine,
            AgentControl control,
            TimeSource time,
            @Nullable Thread main,
            WatchLoop watch,
            HardwareSampler hardware) {
        this.watch = watch;
        this.engine = engine;
        this.control = control;
        this.time = time;
        this.mainBegun = main == null ? null : new MainBegun(main);
        this.hardware = hardware;
    }

    @Override
    public void run() {
        while (!stopped) {
            guarded("the engine's tick", engine::tick);
            if (engine.hasDeadlines()) {
                guarded("the start of the watchdog", watch::start);
            }
            guarded("JMX", this::show);
            guarded("flight recordings", this::record);
            if (registrar != null) {
                guarded("the hardware's sample", this::sample);
            }
            if (!stopped) {
                LockSupport.parkNanos(this, TICK_NANOS);
            }
        }
        guarded("letting calls go", engine::letGo);
        guarded("the end of the hardware's samples", hardware::close);
        Registrar shown = registrar;
        if (shown != null) {
            guarded("JMX", shown::close);
        }
        FlightRecordings written = recordings;
        if (written != null) {
            guarded("flight recordings", written::close);
        }
    }

    /** Ends the loop; whoever detaches waits for its thread. */
    void stop(Thread thread) {
        stopped = true;
        LockSupport.unpark(thread);
    }

    /** The last reading of the hardware. */
    HardwareSnapshot hardware() {
        return hardware.latest();
    }

    private void show() {
        Registrar shown = registrar;
        if (shown != null) {
            shown.tick();
            return;
        }
        if (jmxRefused) {
            return;
        }
        long now = time.nanoTime();
        if (mainBegunNanos.isEmpty() && (mainBegun == null || mainBegun.hasBegun())) {
            mainBegunNanos = OptionalLong.of(now);
        }
        MBeanServer server = platform.poll(now, mainBegunNanos);
        if (server != null) {
            Registrar fresh = new Registrar(server, engine, time, control, hardware::latest);
            jmxRefused = !fresh.start();
            registrar = jmxRefused ? null : fresh;
        }
    }

    private void record() {
        if (mainBegunNanos.isPresent() && !recordingsSought) {
            recordingsSought = true;
            recordings = FlightRecordings.of(engine, time);
        }
        FlightRecordings written = recordings;
        if (written != null) {
            written.tick();
        }
    }

    private void sample() {
        long now = time.nanoTime();
        long interval = engine.config().hardware().sample().toNanos();
        if (sampledNanos.isEmpty() || now - sampledNanos.getAsLong() >= interval) {
            sampledNanos = OptionalLong.of(now);
            engine.sampled(hardware.sample());
        }
    }

    private void guarded(String what, Runnable work) {
        try {
            work.run();
        } catch (Throwable ours) {
            engine.failures().count(what, ours);
        }
    }
}
