package dev.signalbox.core.engine;

import dev.signalbox.core.call.Attempts;
import dev.signalbox.core.call.Failures;
import dev.signalbox.core.call.Router;
import dev.signalbox.core.call.Settlement;
import dev.signalbox.core.config.ModelConfig;
import dev.signalbox.core.config.SignalboxConfig;
import dev.signalbox.core.config.StaticMethod;
import dev.signalbox.core.health.HealthStatus;
import dev.signalbox.core.health.NodeHealth;
import dev.signalbox.core.model.Binding;
import dev.signalbox.core.model.Instance;
import dev.signalbox.core.model.Instances;
import dev.signalbox.core.model.Node;
import dev.signalbox.core.route.Forced;
import dev.signalbox.core.route.Planner;
import dev.signalbox.core.route.Route;
import dev.signalbox.core.site.CallGate;
import dev.signalbox.core.site.SiteAdapter;
import dev.signalbox.core.time.Pauser;
import dev.signalbox.core.time.Randomness;
import dev.signalbox.core.time.TimeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The control plane, and what holds both planes together: it says what each instance is, judges the nodes, and publishes the
 * plans that calls read.
 *
 * <p>All of its state is guarded by one lock, which the data plane meets only on the first call of an instance, and there for
 * a bounded time: the application's own code is asked on the way (names, compatibility), and must never be able to deadlock
 * with us.
 */
public final class Engine {
    private static final long FIRST_CALL_WAIT_MILLIS = 250;

    private final TimeSource time;
    private final Host host;
    private final Failures failures;
    private final Instances instances = new Instances();
    private final Matcher matcher;
    private final Discovery discovery;
    private final Events events;
    private final Router router;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Topology topology;

    /** An engine with a config in force. */
    public Engine(SignalboxConfig config, TimeSource time, Pauser pauser, Randomness random, Host host) {
        this.time = time;
        this.host = host;
        this.failures = new Failures(time);
        this.matcher = new Matcher(host);
        this.discovery = new Discovery(host, random);
        this.events = new Events(time);
        this.topology = new Topology(config, null, time.nanoTime());
        Settlement settlement = new Settlement(failures, host::wakeControl);
        Attempts attempts = new Attempts(time, pauser, random, settlement);
        this.router = new Router(instances, this::resolve, attempts, failures, time);
    }

    /** What instrumented methods call. */
    public CallGate gate() {
        return router;
    }

    /** Our own failures. */
    public Failures failures() {
        return failures;
    }

    /** The state changes. */
    public Events events() {
        return events;
    }

    /** The live instances. */
    public Instances instances() {
        return instances;
    }

    /** The config in force. */
    public SignalboxConfig config() {
        return topology.config();
    }

    /** The routes of the config in force. */
    public List<Route> routes() {
        return List.copyOf(topology.routes().values());
    }

    /** The nodes of the config's models that are there now. */
    public List<Node> nodes() {
        return locked(() -> topology.nodes());
    }

    /** What needs a person's attention. */
    public List<String> advice() {
        return locked(() -> {
            List<String> texts = new ArrayList<>();
            discovery.advice().forEach((about, text) -> texts.add(about + ": " + text));
            for (ModelState m : topology.models().values()) {
                if (!m.trouble().isEmpty()) {
                    texts.add("model " + m.config().name() + ": " + m.trouble());
                }
            }
            return texts;
        });
    }

    /** The chain a route's calls try first now. */
    public String activeChain(Route route) {
        RouteWatch watch = topology.watches().get(route.name());
        return watch == null ? "" : watch.active();
    }

    /** Whether a node of the route's entry is there, so that calls are routed. */
    public boolean isBound(Route route) {
        return locked(() -> !topology.of(route.config().entry()).isEmpty());
    }

    /** One turn of the control thread. */
    public void tick() {
        instances.expunge();
        if (instances.takePending() || topology.awaitsField()) {
            bindAll(false);
        }
        createMissing();
        locked(() -> {
            boolean changed = judge();
            long now = time.nanoTime();
            for (Route route : topology.routes().values()) {
                Forced forced = route.forced();
                if (forced != null && forced.isOver(now)) {
                    route.force(null);
                    events.emit(Events.COMMAND, route.name(), forced.chain(), "", "the failover's time is over");
                    changed = true;
                }
            }
            if (changed) {
                replan();
            }
            watch();
            return null;
        });
        if (instances.isPending()) {
            host.wakeControl();
        }
    }

    /** Puts another config in force; calls in flight end under the old one. */
    public void apply(SignalboxConfig config) {
        locked(() -> {
            topology = new Topology(config, topology, time.nanoTime());
            discovery.advice().clear();
            bindAll(true);
            return null;
        });
        events.emit(Events.CONFIG, "agent", "", "in force", config.routes().size() + " routes");
    }

    /** Says that a config was refused. */
    public void refused(String file, int problems) {
        events.emit(Events.CONFIG, "agent", "", "refused", file + ": " + problems + " problems");
    }

    /** The verbs of the operator. */
    public Operator operator() {
        return operator("");
    }

    /** The verbs of the operator, journaled under a name. */
    public Operator operator(String who) {
        return new Operator(this, who);
    }

    Events journal() {
        return events;
    }

    long now() {
        return time.nanoTime();
    }

    /** Changes something an operator may change, and puts the plans that follow from it in force before it returns. */
    void change(Runnable change) {
        locked(() -> {
            change.run();
            replan();
            watch();
            return null;
        });
    }

    private Binding resolve(Instance instance) {
        Binding none = new Binding("", "", null, null, false, "");
        if (lock.isHeldByCurrentThread()) {
            return none;
        }
        try {
            if (!lock.tryLock(FIRST_CALL_WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
                return none;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return none;
        }
        try {
            bindAll(false);
        } finally {
            lock.unlock();
        }
        Binding bound = instance.binding();
        return bound == null ? none : bound;
    }

    /** Binds what is not bound yet, or everything anew. */
    private void bindAll(boolean anew) {
        locked(() -> {
            Topology now = topology;
            boolean changed = anew;
            for (ModelState model : now.models().values()) {
                changed |= model.dropDead();
            }
            for (Instance instance : instances.alive()) {
                Binding known = instance.binding();
                boolean settled =
                        known != null && (known.node() != null || !known.note().isEmpty());
                if (!settled || changed) {
                    changed |= bindOne(now, instance, known);
                }
            }
            if (changed) {
                replan();
                watch();
            }
            return null;
        });
    }

    private boolean bindOne(Topology now, Instance instance, @Nullable Binding known) {
        Object self = instance.get();
        if (self == null) {
            return false;
        }
        try {
            Node node = known == null ? null : known.node();
            Binding next;
            if (known != null && node != null && now.of(node.model()).contains(node)) {
                next = Discovery.binding(now, node, known.ownName());
            } else {
                String ownName = Matcher.ownName(instance, self);
                List<ModelConfig> matching = matcher.matches(now.config(), instance, self, ownName);
                next = discovery.bind(now, instance, self, ownName, matching);
            }
            instance.bind(next);
            return !next.equals(known);
        } catch (Exception | LinkageError e) {
            failures.count("naming of an instance of " + instance.className(), e);
            return false;
        }
    }

    private boolean judge() {
        boolean changed = false;
        long now = time.nanoTime();
        for (Node node : topology.nodes()) {
            HealthStatus before = node.monitor().health().status();
            long[] counts = node.meter().counts();
            NodeHealth after = node.monitor().update(now, LongStream.of(counts).sum(), Node.failures(counts));
            if (after.status() != before) {
                events.emit(
                        Events.HEALTH,
                        node.name(),
                        before.word(),
                        after.status().word(),
                        after.reason());
            }
            if (!node.isAlive()) {
                changed = true;
            }
        }
        return changed;
    }

    /** Makes the alternatives that the config says how to make, once the instance they stand in for is there. */
    private void createMissing() {
        for (Route route : topology.routes().values()) {
            List<Node> primary =
                    locked(() -> List.copyOf(topology.of(route.config().entry())));
            Object near = primary.isEmpty() ? null : primary.get(0).instance().get();
            if (near == null) {
                continue;
            }
            for (var chain : route.chains()) {
                ModelState model = topology.models().get(chain.model());
                StaticMethod factory = model == null ? null : model.config().create();
                if (model != null
                        && factory != null
                        && model.nodes().isEmpty()
                        && model.trouble().isEmpty()) {
                    create(model, factory, near, primary.get(0).instance());
                }
            }
        }
    }

    private void create(ModelState model, StaticMethod factory, Object near, Instance primary) {
        Object made;
        try {
            made = host.create(factory, near);
        } catch (Exception | LinkageError e) {
            locked(() -> {
                model.trouble(factory + " failed: " + e);
                return null;
            });
            return;
        }
        host.hold(made);
        SiteAdapter adapter = Objects.requireNonNull(primary.adapter());
        Instance instance = instances.register(made, adapter);
        String ownName = Matcher.ownName(instance, made);
        locked(() -> {
            if (model.nodes().isEmpty()) {
                instance.bind(discovery.adopt(topology, model, instance, ownName));
                replan();
                watch();
            }
            return null;
        });
    }

    private void replan() {
        for (Route route : topology.routes().values()) {
            Planner.replan(route, topology, this::incompatible);
        }
    }

    private void watch() {
        topology.watches().values().forEach(w -> w.update(events));
    }

    private @Nullable String incompatible(Route route, Node candidate) {
        String site = candidate.instance().siteId();
        if (!route.config().callSites().contains(site)) {
            return "it is called through " + site + ", which the route is not bound to";
        }
        List<Node> entry = topology.of(route.config().entry());
        if (entry.isEmpty() || entry.get(0).instance() == candidate.instance()) {
            return null;
        }
        Object primary = entry.get(0).instance().get();
        Object other = candidate.instance().get();
        SiteAdapter adapter = entry.get(0).instance().adapter();
        if (primary == null || other == null || adapter == null) {
            return null;
        }
        if (!site.equals(entry.get(0).instance().siteId())) {
            return "it is called through " + site + ", the primary through " + adapter.id();
        }
        try {
            return adapter.incompatible(primary, other);
        } catch (RuntimeException | LinkageError e) {
            failures.count("comparison of " + candidate.name() + " with the primary", e);
            return "it could not be compared with the primary: " + e;
        }
    }

    private <T> T locked(java.util.function.Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
