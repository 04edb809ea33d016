package dev.signalbox.core.engine;

import dev.signalbox.core.admission.Holdback;
import dev.signalbox.core.admission.Level;
import dev.signalbox.core.admission.OverloadControl;
import dev.signalbox.core.admission.Waiters;
import dev.signalbox.core.call.Admission;
import dev.signalbox.core.config.AllocationPriority;
import dev.signalbox.core.config.RouteConfig;
import dev.signalbox.core.config.SignalboxConfig;
import dev.signalbox.core.hardware.HardwareSnapshot;
import dev.signalbox.core.model.Node;
import dev.signalbox.core.route.Route;
import dev.signalbox.core.time.Parking;
import dev.signalbox.core.time.Randomness;
import dev.signalbox.core.time.TimeSource;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The control thread's part of admission: it says what limits calls, what a call is expected to take, who is held back for whom, and
 * what is shed. The engine's lock guards it.
 */
final class AdmissionControl {
    private final TimeSource time;
    private final Waiters waiters;
    private final Holdback holdback = new Holdback();
    private final OverloadControl overload;
    private final Levels levels = new Levels();
    private final WaitRooms rooms;
    private final Estimates estimates = new Estimates();
    private final AdaptiveLimits adaptive = new AdaptiveLimits();
    private final Pressure pressure;
    private final Admission admission;
    private SignalboxConfig config = SignalboxConfig.observeOnly();

    AdmissionControl(TimeSource time, Parking parking, Randomness random) {
        this.time = time;
        this.overload = new OverloadControl(time.nanoTime());
        this.waiters = new Waiters(time, parking);
        this.rooms = new WaitRooms(waiters);
        this.pressure = new Pressure(waiters);
        this.admission = new Admission(holdback, waiters, overload, random);
    }

    /** What calls meet of it. */
    Admission ofCalls() {
        return admission;
    }

    Waiters waiters() {
        return waiters;
    }

    Holdback holdback() {
        return holdback;
    }

    OverloadControl overload() {
        return overload;
    }

    Levels levels() {
        return levels;
    }

    /** What is expected of a model's calls. */
    Estimates estimates() {
        return estimates;
    }

    /** Takes a config's word for what calls may hold. */
    void apply(SignalboxConfig next, Collection<Route> routes) {
        config = next;
        levels.apply(next, time.nanoTime());
        rooms.apply(routes);
        estimates.apply(next, levels::mostTokens);
        holdback.expect(named(next));
        admission.setShedding(next.allocation().overload());
        waiters.freed(); // limits may have been raised
    }

    /** The priorities that a config names: calls of these are to be expected. */
    private static Set<AllocationPriority> named(SignalboxConfig config) {
        Set<AllocationPriority> named = EnumSet.noneOf(AllocationPriority.class);
        for (RouteConfig route : config.routes().values()) {
            named.addAll(route.wishes().named());
        }
        return named;
    }

    /** The levels that limit a route's attempts on a node; null where none does. */
    Level @Nullable [] levelsOf(Route route, Node node) {
        return levels.of(route, node, time.nanoTime());
    }

    /** Takes a reading of the machine; true where the plans are to be made anew. */
    boolean sampled(HardwareSnapshot reading) {
        pressure.sampled(reading);
        return levels.apply(reading, time.nanoTime());
    }

    /** One turn of the control thread. */
    void tick(List<Node> nodes) {
        long now = time.nanoTime();
        holdback.tick(now);
        levels.all().forEach(level -> level.tokens().recover(now));
        estimates.tick(nodes, levels::mostTokens, now);
        adaptive.tick(nodes, config, now);
        if (config.allocation().overload()) {
            overload.tick(now, pressure.signals(config, now));
        } else {
            overload.rest(now, waiters.queueWait());
        }
        waiters.freed();
    }

    /** The agent leaves: nobody waits any more. */
    void close() {
        waiters.close();
    }
}
