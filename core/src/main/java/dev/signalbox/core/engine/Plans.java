package dev.signalbox.core.engine;

import dev.signalbox.core.config.SignalboxConfig;
import dev.signalbox.core.model.Instance;
import dev.signalbox.core.model.Node;
import dev.signalbox.core.route.Forced;
import dev.signalbox.core.route.Planner;
import dev.signalbox.core.route.Route;
import dev.signalbox.core.site.SiteAdapter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The topology in force and the plans that follow from it, under the engine's one lock.
 *
 * <p>No code of the application and of its libraries runs under this lock, and nothing is written: names, fields and
 * comparisons are asked beforehand ({@link Survey}, {@link Comparisons}), factories work on threads of their own ({@link
 * Factories}), events are noted under the lock and told after it. What is done under it is arithmetic on our own objects, so
 * whoever waits for it waits for microseconds.
 */
final class Plans {
    private final ReentrantLock lock = new ReentrantLock();
    private final Events events;
    private final Comparisons comparisons;
    private final AdmissionControl admission;
    private volatile Topology topology;

    Plans(SignalboxConfig config, AdmissionControl admission, Events events, Comparisons comparisons, long now) {
        this.admission = admission;
        this.topology = new Topology(config, null, admission, now);
        admission.apply(config, topology.routes().values());
        this.events = events;
        this.comparisons = comparisons;
    }

    /** The topology in force; its nodes are read under the lock. */
    Topology topology() {
        return topology;
    }

    /** Puts a topology in force that takes over from this one; the plans are still to be made. */
    void succeed(SignalboxConfig config, long now) {
        Topology before = topology;
        Topology next = new Topology(config, before, admission, now);
        admission.apply(config, next.routes().values());
        topology = next;
        for (Route old : before.routes().values()) {
            Forced forced = old.forced();
            Route heir = next.routes().get(old.name());
            if (forced != null && (heir == null || heir.forced() == null)) {
                String what = heir == null ? "its route" : "chain '" + forced.chain() + "'";
                events.note(
                        Events.COMMAND,
                        old.name(),
                        forced.chain(),
                        "",
                        "the failover to '" + forced.chain() + "' ended: " + what + " is no longer in the config");
            }
        }
    }

    /** Does something under the lock, and tells of the events that came of it after it. */
    <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
            if (!lock.isHeldByCurrentThread()) {
                events.deliver();
            }
        }
    }

    /**
     * Does something under the lock on a host's thread; false where the lock was not to be had in time. The control thread tells of
     * the events.
     */
    boolean tryLocked(long millis, Runnable work) {
        if (lock.isHeldByCurrentThread() || !tryLock(millis)) {
            return false;
        }
        try {
            work.run();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean tryLock(long millis) {
        if (lock.tryLock()) {
            return true;
        }
        try {
            return lock.tryLock(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Makes the plans anew, puts them in force, and says where calls go now if that changed. */
    void renew() {
        for (Route route : topology.routes().values()) {
            Planner.replan(route, topology, isShared(route), this::incompatible);
        }
        comparisons.planned();
        watch();
    }

    /** Says where calls go now if that changed. */
    void watch() {
        topology.watches().values().forEach(w -> w.update(events));
    }

    /** Whether several applications call by a route: its entry has nodes of each. */
    private boolean isShared(Route route) {
        List<Node> entry = topology.of(route.config().entry());
        return entry.stream()
                .anyMatch(node ->
                        isForeign(route.config().callSites(), entry.get(0).instance(), node.instance()));
    }

    /** Whether two instances belong to different applications, as far as the call sites tell. */
    private static boolean isForeign(List<String> sites, Instance one, Instance other) {
        Object called = one.get();
        for (String site : sites) {
            SiteAdapter adapter = one.adapterAt(site);
            if (adapter != null && called != null && other.isForeignTo(adapter, called)) {
                return true;
            }
        }
        return false;
    }

    private @Nullable String incompatible(Route route, Node candidate) {
        Instance instance = candidate.instance();
        List<String> sites = route.config().callSites();
        if (sites.stream().noneMatch(instance::isAt)) {
            return "it is called through " + instance.siteId() + ", which the route is not bound to";
        }
        List<Node> entry = topology.of(route.config().entry());
        Instance primary = entry.stream()
                .map(Node::instance)
                .filter(each -> each == instance || !isForeign(sites, each, instance))
                .findFirst()
                .orElse(null);
        if (primary == null && !entry.isEmpty()) {
            return Comparisons.foreign(instance);
        }
        if (primary == null || primary == instance) {
            return null;
        }
        for (String site : sites) {
            if (primary.isAt(site) && !instance.isAt(site)) {
                return "it is called through " + instance.siteId() + ", the primary through " + site;
            }
        }
        if (primary.refersTo(null) || instance.refersTo(null)) {
            return null;
        }
        return comparisons.reason(primary, instance);
    }
}
