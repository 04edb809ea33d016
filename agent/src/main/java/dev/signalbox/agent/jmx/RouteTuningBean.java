package dev.signalbox.agent.jmx;

import dev.signalbox.core.admission.WaitRoom;
import dev.signalbox.core.control.RouteTuningMXBean;
import dev.signalbox.core.engine.Engine;
import dev.signalbox.core.route.Route;
import org.jspecify.annotations.Nullable;

/** What JMX may tune of a route. */
final class RouteTuningBean extends LimitsBean implements RouteTuningMXBean {
    private static final double NANOS_PER_MILLI = 1e6;

    private final Engine engine;
    private final Route route;

    RouteTuningBean(Engine engine, Route route) {
        super(engine, "route " + route.name());
        this.engine = engine;
        this.route = route;
    }

    private @Nullable WaitRoom room() {
        return route.waitRoom();
    }

    @Override
    public double getWaitMillis() {
        WaitRoom room = room();
        return room == null ? Double.NaN : room.timeToLiveNanos() / NANOS_PER_MILLI;
    }

    @Override
    public void setWaitMillis(double millis) {
        engine.operator(Caller.name()).waitForRoom(route.name(), millis, getMostWaiting());
    }

    @Override
    public int getMostWaiting() {
        WaitRoom room = room();
        return room == null ? 0 : room.mostWaiting();
    }

    @Override
    public void setMostWaiting(int most) {
        engine.operator(Caller.name()).waitForRoom(route.name(), getWaitMillis(), most);
    }
}
