package dev.signalbox.agent.jfr;

import dev.signalbox.core.call.CallOutcome;
import dev.signalbox.core.call.SlowCalls;
import dev.signalbox.core.control.EventInfo;
import dev.signalbox.core.engine.Engine;
import dev.signalbox.core.engine.Events;
import dev.signalbox.core.time.TimeSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import jdk.jfr.Event;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;

/**
 * Writes our events into flight recordings. As long as this JVM has none, it does nothing but ask once a second whether there is
 * one: the Flight Recorder is never started by us.
 */
public final class FlightRecordings implements AutoCloseable {
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final List<Class<? extends Event>> TYPES =
            List.of(CallEvent.class, FailoverEvent.class, HealthChangeEvent.class, RecoveryEvent.class);

    private final Engine engine;
    private final TimeSource time;
    private final Consumer<EventInfo> writer = FlightRecordings::write;
    private final SlowCalls.Listener slowCalls = FlightRecordings::write;
    private @Nullable EventType calls;
    private long lookedNanos;
    private long listeningFrom = Long.MAX_VALUE;

    private FlightRecordings(Engine engine, TimeSource time) {
        this.engine = engine;
        this.time = time;
        this.lookedNanos = time.nanoTime() - LOOK_NANOS;
    }

    /** The link to this JVM's Flight Recorder, or null where the JVM was built without one. */
    public static @Nullable FlightRecordings of(Engine engine, TimeSource time) {
        return ModuleLayer.boot().findModule("jdk.jfr").isPresent() ? new FlightRecordings(engine, time) : null;
    }

    /** The control thread's turn. */
    public void tick() {
        long now = time.nanoTime();
        if (now - lookedNanos < LOOK_NANOS) {
            return;
        }
        lookedNanos = now;
        EventType type = calls;
        if (type == null) {
            if (!FlightRecorder.isInitialized()) {
                return;
            }
            TYPES.forEach(FlightRecorder::register);
            type = EventType.getEventType(CallEvent.class);
            calls = type;
            engine.events().subscribe(writer);
        }
        long from = type.isEnabled() ? OverSetting.inForceNanos() : Long.MAX_VALUE;
        if (from != listeningFrom) {
            listeningFrom = from;
            if (from == Long.MAX_VALUE) {
                engine.slowCalls().ignore();
            } else {
                engine.slowCalls().listen(from, slowCalls);
            }
        }
    }

    private static void write(
            String route,
            String chain,
            String node,
            String callSite,
            CallOutcome outcome,
            boolean failedAttempt,
            long nanos) {
        CallEvent event = new CallEvent();
        if (event.isEnabled()) {
            event.route = route;
            event.chain = chain;
            event.node = node;
            event.callSite = callSite;
            event.outcome = outcome.word();
            event.failedAttempt = failedAttempt;
            event.took = nanos;
            event.commit();
        }
    }

    private static void write(EventInfo info) {
        switch (info.type()) {
            case Events.FAILOVER, Events.FAILBACK -> {
                FailoverEvent event = new FailoverEvent();
                event.route = info.source();
                event.from = info.from();
                event.to = info.to();
                event.back = info.type().equals(Events.FAILBACK);
                event.reason = info.reason();
                event.commit();
            }
            case Events.HEALTH -> {
                HealthChangeEvent event = new HealthChangeEvent();
                event.node = info.source();
                event.from = info.from();
                event.to = info.to();
                event.reason = info.reason();
                event.commit();
            }
            case Events.RECOVERY -> {
                RecoveryEvent event = new RecoveryEvent();
                event.subject = info.source();
                event.from = info.from();
                event.to = info.to();
                event.reason = info.reason();
                event.commit();
            }
            default -> {}
        }
    }

    /** Has the Flight Recorder forget our events: what was recorded stays recorded. */
    @Override
    public void close() {
        engine.slowCalls().ignore();
        engine.events().unsubscribe(writer);
        if (calls != null) {
            TYPES.forEach(FlightRecorder::unregister);
        }
    }
}
