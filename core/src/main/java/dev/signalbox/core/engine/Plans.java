package dev.signalbox.core.engine;

import dev.signalbox.core.call.Failures;
import dev.signalbox.core.config.SignalboxConfig;
import dev.signalbox.core.model.Instance;
import dev.signalbox.core.model.Node;
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
 * <p>The application's own code is asked under this lock (may this node stand in for that one?), so a host's thread never
 * waits for it longer than {@link #tryLocked} says: it must not be able to deadlock with us.
 */
final class Plans {
    private final ReentrantLock lock = new ReentrantLock();
    private final Events events;
    private final Failures failures;
    private volatile Topology topology;

    Plans(Topology topology, Events events, Failures failures) {
        this.topology = topology;
        this.events = events;
        this.failures = failures;
    }

    /** The topology in force; its nodes are read under the lock. */
    Topology topology() {
        return topology;
    }

    /** Puts a topology in force that takes over from this one; the plans are still to be made. */
    void succeed(SignalboxConfig config, long now) {
        topology = new Topology(config, topology, now);
    }

    /** Does something under the lock. */
    <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /** Does something under the lock on a host's thread; false where the lock was not to be had in time. */
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
            Planner.replan(route, topology, this::incompatible);
        }
        watch();
    }

    /** Says where calls go now if that changed. */
    void watch() {
        topology.watches().values().forEach(w -> w.update(events));
    }

    private @Nullable String incompatible(Route route, Node candidate) {
        Instance instance = candidate.instance();
        String site = instance.siteId();
        if (!route.config().callSites().contains(site)) {
            return "it is called through " + site + ", which the route is not bound to";
        }
        List<Node> entry = topology.of(route.config().entry());
        if (entry.isEmpty() || entry.get(0).instance() == instance) {
            return null;
        }
        Instance primary = entry.get(0).instance();
        if (!site.equals(primary.siteId())) {
            return "it is called through " + site + ", the primary through " + primary.siteId();
        }
        Object one = primary.get();
        Object other = instance.get();
        SiteAdapter adapter = primary.adapter();
        if (one == null || other == null || adapter == null) {
            return null;
        }
        try {
            return adapter.incompatible(one, other);
        } catch (RuntimeException | LinkageError e) {
            failures.count("comparison of " + candidate.name() + " with the primary", e);
            return "it could not be compared with the primary: " + e;
        }
    }
}
