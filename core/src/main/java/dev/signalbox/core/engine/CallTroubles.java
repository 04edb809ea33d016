package dev.signalbox.core.engine;

import dev.signalbox.core.recovery.Failover;
import dev.signalbox.core.recovery.RecoveryAction;
import dev.signalbox.core.recovery.RecoveryStatus;
import dev.signalbox.core.recovery.RecoveryType;
import dev.signalbox.core.recovery.Retry;
import dev.signalbox.core.recovery.Severity;
import dev.signalbox.core.recovery.Tally;
import dev.signalbox.core.route.Route;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes incidents of calls whose attempts failed: one for a route, from its first failure until 10 s have passed without any,
 * however many calls fail. Calls only count; this reads the counters. The engine's lock guards it.
 */
final class CallTroubles {
    private static final String KIND = "calls";
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Incidents incidents;
    private final Map<String, Watch> watches = new HashMap<>();

    CallTroubles(Incidents incidents) {
        this.incidents = incidents;
    }

    private static final class Watch {
        private Tally read;
        /** What had been counted when the incident began; null where none goes on. */
        private @Nullable Tally began;

        private long troubleNanos;

        Watch(Tally read) {
            this.read = read;
        }
    }

    void tick(Topology topology, long now) {
        watches.keySet().retainAll(topology.routes().keySet());
        incidents.endGone(KIND, topology.routes()::containsKey, "the route is no longer in the config");
        for (Route route : topology.routes().values()) {
            tick(route, active(topology, route), now);
        }
    }

    private void tick(Route route, String active, long now) {
        Watch watch = watches.get(route.name());
        if (watch == null) {
            watch = new Watch(Tally.NONE);
            watches.put(route.name(), watch);
        }
        Tally read = route.tally().atLeast(watch.read);
        Tally fresh = read.since(watch.read);
        boolean troubled = !fresh.isQuiet();
        if (troubled && watch.began == null) {
            watch.began = watch.read;
        }
        watch.read = read;
        incidents.learn(route.name(), "retry", fresh.retried(), Math.max(0, fresh.retries() - fresh.retried()));
        if (route.chains().size() > 1) {
            incidents.learn(route.name(), "failover", fresh.failedOver(), fresh.seen());
        }
        Tally began = watch.began;
        if (began == null) {
            return;
        }
        Tally all = read.since(began);
        if (troubled || fresh.failedOver() > 0) {
            watch.troubleNanos = now;
            incidents
                    .goesOn(
                            Incidents.key(KIND, route.name()),
                            RecoveryType.ROUTING,
                            route.name(),
                            route.name(),
                            action(route, active, all),
                            RecoveryStatus.IN_PROGRESS,
                            severity(all),
                            words(all))
                    .count(all);
        } else if (now - watch.troubleNanos >= QUIET_NANOS) {
            boolean unseen = all.seen() == 0 && all.withoutChain() == 0;
            watch.began = null;
            incidents.end(
                    Incidents.key(KIND, route.name()),
                    unseen ? RecoveryStatus.COMPLETED : RecoveryStatus.FAILED,
                    "no failure for 10 s; " + words(all));
        }
    }

    private static Severity severity(Tally all) {
        if (all.withoutChain() > 0) {
            return Severity.CRITICAL;
        }
        if (all.seen() > 0) {
            return Severity.HIGH;
        }
        return all.failedOver() > 0 ? Severity.MEDIUM : Severity.LOW;
    }

    /** What calls do about it themselves. */
    private static RecoveryAction action(Route route, String active, Tally all) {
        boolean retries = route.config().retry().attempts() > 1 && all.failedOver() == 0 && all.seen() == 0;
        return retries || route.chains().size() == 1
                ? new Retry(route.config().retry())
                : new Failover(List.of(), active, Double.NaN);
    }

    private static String words(Tally all) {
        return all.failures() + " attempts failed; " + all.retried() + " calls answered by a retry, " + all.failedOver()
                + " by another node; " + all.seen() + " callers were given an exception, " + all.withoutChain()
                + " calls found no chain";
    }

    private static String active(Topology topology, Route route) {
        RouteWatch watch = topology.watches().get(route.name());
        return watch == null ? "" : watch.active();
    }
}
