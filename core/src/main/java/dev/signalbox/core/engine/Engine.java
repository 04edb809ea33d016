package dev.signalbox.core.engine;

import dev.signalbox.core.call.Attempts;
import dev.signalbox.core.call.Failures;
import dev.signalbox.core.call.Router;
import dev.signalbox.core.call.Settlement;
import dev.signalbox.core.config.SignalboxConfig;
import dev.signalbox.core.health.HealthStatus;
import dev.signalbox.core.health.NodeHealth;
import dev.signalbox.core.model.Instances;
import dev.signalbox.core.model.Node;
import dev.signalbox.core.route.Forced;
import dev.signalbox.core.route.Route;
import dev.signalbox.core.site.CallGate;
import dev.signalbox.core.time.Pauser;
import dev.signalbox.core.time.Randomness;
import dev.signalbox.core.time.TimeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The control plane, and what holds both planes together: it says what each instance is, judges the nodes, and publishes the
 * plans that calls read.
 *
 * <p>Its state is guarded by one lock, that of {@link Plans}, which the data plane meets only on the first call of an
 * instance, and there for a bounded time.
 */
public final class Engine {
    private final TimeSource time;
    private final Failures failures;
    private final Instances instances = new Instances();
    private final Events events;
    private final Plans plans;
    private final Discovery discovery;
    private final Binder binder;
    private final Router router;

    /** An engine with a config in force. */
    public Engine(SignalboxConfig config, TimeSource time, Pauser pauser, Randomness random, Host host) {
        this.time = time;
        this.failures = new Failures(time);
        this.events = new Events(time);
        this.plans = new Plans(new Topology(config, null, time.nanoTime()), events, failures);
        this.discovery = new Discovery(host, random);
        this.binder = new Binder(instances, plans, discovery, host, failures);
        Settlement settlement = new Settlement(failures, host::wakeControl);
        Attempts attempts = new Attempts(time, pauser, random, settlement);
        this.router = new Router(instances, binder::resolve, attempts, failures, time);
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
        return plans.topology().config();
    }

    /** The routes of the config in force. */
    public List<Route> routes() {
        return List.copyOf(plans.topology().routes().values());
    }

    /** The nodes of the config's models that are there now. */
    public List<Node> nodes() {
        return plans.locked(() -> plans.topology().nodes());
    }

    /** What needs a person's attention. */
    public List<String> advice() {
        return plans.locked(() -> {
            List<String> texts = new ArrayList<>();
            discovery.advice().forEach((about, text) -> texts.add(about + ": " + text));
            for (ModelState m : plans.topology().models().values()) {
                if (!m.trouble().isEmpty()) {
                    texts.add("model " + m.config().name() + ": " + m.trouble());
                }
            }
            return texts;
        });
    }

    /** The chain a route's calls try first now. */
    public String activeChain(Route route) {
        RouteWatch watch = plans.topology().watches().get(route.name());
        return watch == null ? "" : watch.active();
    }

    /** Whether a node of the route's entry is there, so that calls are routed. */
    public boolean isBound(Route route) {
        return plans.locked(
                () -> plans.topology().of(route.config().entry()).stream().anyMatch(Node::isAlive));
    }

    /** One turn of the control thread. */
    public void tick() {
        router.sweep();
        binder.tick();
        plans.locked(() -> {
            judge();
            if (endForced()) {
                plans.renew();
            } else {
                plans.watch();
            }
            return null;
        });
    }

    private boolean endForced() {
        boolean ended = false;
        long now = time.nanoTime();
        for (Route route : plans.topology().routes().values()) {
            Forced forced = route.forced();
            if (forced != null && forced.isOver(now)) {
                route.force(null);
                events.emit(Events.COMMAND, route.name(), forced.chain(), "", "the failover's time is over");
                ended = true;
            }
        }
        return ended;
    }

    /** Puts another config in force; calls in flight end under the old one. */
    public void apply(SignalboxConfig config) {
        plans.locked(() -> {
            plans.succeed(config, time.nanoTime());
            binder.all();
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
        plans.locked(() -> {
            change.run();
            plans.renew();
            return null;
        });
    }

    private void judge() {
        long now = time.nanoTime();
        for (Node node : plans.topology().nodes()) {
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
        }
    }
}
