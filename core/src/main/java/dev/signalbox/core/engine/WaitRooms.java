package dev.signalbox.core.engine;

import dev.signalbox.core.admission.WaitRoom;
import dev.signalbox.core.admission.Waiters;
import dev.signalbox.core.config.WaitConfig;
import dev.signalbox.core.route.Route;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Where the calls of each route wait for room. A room lives on over reloads, with those who wait in it. The engine's lock guards it. */
final class WaitRooms {
    private final Waiters waiters;
    private final Map<String, WaitRoom> rooms = new HashMap<>();
    /** What the config said last; an operator's own limits stay until it says something else. */
    private final Map<String, WaitConfig> said = new HashMap<>();

    WaitRooms(Waiters waiters) {
        this.waiters = waiters;
    }

    /** Gives the routes of a config their rooms; whoever waits in one that is no longer wanted is told so. */
    void apply(Collection<Route> routes) {
        Map<String, WaitRoom> unwanted = new HashMap<>(rooms);
        for (Route route : routes) {
            WaitConfig config = route.config().allocation().waiting();
            if (config.most() > 0) {
                unwanted.remove(route.name());
                route.waitIn(room(route.name(), config));
            } else {
                route.waitIn(null);
            }
        }
        unwanted.forEach((name, room) -> {
            room.setLimits(room.timeToLiveNanos(), 0);
            rooms.remove(name);
            said.remove(name);
        });
    }

    private WaitRoom room(String route, WaitConfig config) {
        WaitConfig before = said.put(route, config);
        WaitRoom known = rooms.get(route);
        if (known == null) {
            known = waiters.room(route, config.longest().toNanos(), config.most());
            rooms.put(route, known);
        } else if (!config.equals(before)) {
            known.setLimits(config.longest().toNanos(), config.most());
        }
        return known;
    }
}
