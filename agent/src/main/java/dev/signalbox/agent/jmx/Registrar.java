package dev.signalbox.agent.jmx;

import dev.signalbox.core.config.ModelConfig;
import dev.signalbox.core.control.AgentMXBean;
import dev.signalbox.core.control.AllocationMXBean;
import dev.signalbox.core.control.AllocationTuningMXBean;
import dev.signalbox.core.control.BalanceMXBean;
import dev.signalbox.core.control.ChainMXBean;
import dev.signalbox.core.control.EventInfo;
import dev.signalbox.core.control.HardwareMXBean;
import dev.signalbox.core.control.ModelTuningMXBean;
import dev.signalbox.core.control.Names;
import dev.signalbox.core.control.NodeMXBean;
import dev.signalbox.core.control.NodeTuningMXBean;
import dev.signalbox.core.control.RecoveryMXBean;
import dev.signalbox.core.control.RouteMXBean;
import dev.signalbox.core.control.RouteTuningMXBean;
import dev.signalbox.core.engine.Engine;
import dev.signalbox.core.hardware.HardwareSnapshot;
import dev.signalbox.core.model.Node;
import dev.signalbox.core.route.Chain;
import dev.signalbox.core.route.Route;
import dev.signalbox.core.time.TimeSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the beans of an MBeanServer in step with the engine: one each for the agent, the hardware and recovery from the start, and
 * those of routes, chains and nodes as they come and go.
 *
 * <p>All its methods belong to the control thread.
 */
public final class Registrar implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Registrar.class);

    private final MBeanServer server;
    private final Engine engine;
    private final TimeSource time;
    private final AgentControl control;
    private final Supplier<HardwareSnapshot> hardware;
    /** The bean of each route, chain and node, by identity: a reload may put another of the same name in its place. */
    private final Map<Object, List<Registered>> registered = new IdentityHashMap<>();

    private final List<Registered> emitters = new CopyOnWriteArrayList<>();
    private final Consumer<EventInfo> listener = this::heard;
    private @Nullable Registered agent;
    private @Nullable Registered machine;
    private @Nullable Registered balance;
    private @Nullable Registered recovery;
    private @Nullable Registered allocation;
    private @Nullable Registered allocationTuning;
    private @Nullable Notifier notifier;
    private @Nullable MetricViews metrics;
    private boolean warned;

    /** A registrar that has registered nothing yet. */
    public Registrar(
            MBeanServer server,
            Engine engine,
            TimeSource time,
            AgentControl control,
            Supplier<HardwareSnapshot> hardware) {
        this.server = server;
        this.engine = engine;
        this.time = time;
        this.control = control;
        this.hardware = hardware;
    }

    /**
     * Registers the agent, the hardware and what is there now.
     *
     * @return false where another Signalbox has its beans there already: then nothing is registered, now or later
     */
    public boolean start() {
        AgentBean bean = new AgentBean(engine, control, time);
        agent = register(
                new EmittingMBean(bean, AgentMXBean.class, Names.agent(), List.of(EventKind.values())), Names.agent());
        if (agent == null) {
            return false;
        }
        emitters.add(agent);
        machine =
                register(new DescribedMBean(new HardwareBean(hardware, time), HardwareMXBean.class), Names.hardware());
        balance = register(
                new DescribedMBean(new BalanceBean(engine, "", hardware, time), BalanceMXBean.class), Names.balance());
        recovery = register(
                new EmittingMBean(
                        new RecoveryBean(engine.recoveries()),
                        RecoveryMXBean.class,
                        Names.recovery(),
                        List.of(EventKind.RECOVERY)),
                Names.recovery());
        if (recovery != null) {
            emitters.add(recovery);
        }
        allocation = register(
                new DescribedMBean(new AllocationBean(engine, time), AllocationMXBean.class), Names.allocation());
        allocationTuning = register(
                new DescribedMBean(new LimitsBean(engine, "jvm"), AllocationTuningMXBean.class),
                Names.allocationTuning());
        metrics = new MetricViews(server, time);
        notifier = new Notifier(this::tell);
        engine.events().subscribe(listener);
        tick();
        return true;
    }

    /** Follows the engine; cheap where nothing changed. */
    public void tick() {
        MetricViews views = metrics;
        if (views == null) {
            return;
        }
        List<Route> routes = engine.routes();
        List<ModelConfig> models = List.copyOf(engine.config().models().values());
        List<Node> nodes = engine.nodes().stream().filter(Node::isAlive).toList();
        Set<Object> now = Collections.newSetFromMap(new IdentityHashMap<>());
        now.addAll(nodes);
        now.addAll(models);
        for (Route route : routes) {
            now.add(route);
            now.addAll(route.chains());
        }
        for (Object gone :
                registered.keySet().stream().filter(o -> !now.contains(o)).toList()) {
            List<Registered> beans = registered.remove(gone);
            if (beans != null) {
                beans.forEach(this::unregister);
            }
            views.remove(gone);
        }
        for (Route route : routes) {
            if (!registered.containsKey(route)) {
                add(route, views);
            }
        }
        for (ModelConfig model : models) {
            if (!registered.containsKey(model)) {
                BalanceBean bean = new BalanceBean(engine, model.name(), hardware, time);
                keep(model, new DescribedMBean(bean, BalanceMXBean.class), Names.balance(model.name()));
                LimitsBean limits = new LimitsBean(engine, "model " + model.name());
                keep(model, new DescribedMBean(limits, ModelTuningMXBean.class), Names.modelTuning(model.name()));
            }
        }
        for (Node node : nodes) {
            if (!registered.containsKey(node)) {
                ObjectName name = Names.node(node.model(), node.name());
                NodeBean bean = new NodeBean(engine, node, time);
                keep(
                        node,
                        new EmittingMBean(bean, NodeMXBean.class, name, List.of(EventKind.HEALTH, EventKind.COMMAND)),
                        name);
                keep(
                        node,
                        new DescribedMBean(new NodeTuningBean(engine, node), NodeTuningMXBean.class),
                        Names.nodeTuning(node.model(), node.name()));
                views.add(node);
            }
        }
        views.desired(engine.recoveries().desiredNodes().keySet(), engine.recoveries());
        views.tick();
    }

    private void add(Route route, MetricViews views) {
        ObjectName name = Names.route(route.name());
        RouteBean bean = new RouteBean(engine, route, time, control::isBypassed);
        List<EventKind> kinds = List.of(EventKind.FAILOVER, EventKind.FAILBACK, EventKind.COMMAND);
        keep(route, new EmittingMBean(bean, RouteMXBean.class, name, kinds), name);
        keep(
                route,
                new DescribedMBean(new RouteTuningBean(engine, route), RouteTuningMXBean.class),
                Names.routeTuning(route.name()));
        views.add(route);
        for (Chain chain : route.chains()) {
            keep(
                    chain,
                    new DescribedMBean(new ChainBean(engine, route, chain), ChainMXBean.class),
                    Names.chain(route.name(), chain.name()));
            views.add(chain);
        }
    }

    /** Hands an event to the thread of the listeners; any thread may call. */
    private void heard(EventInfo event) {
        Notifier to = notifier;
        if (to != null) {
            to.accept(event);
        }
    }

    /** Tells an event by the agent's bean, and by the one it is about; on the thread of the listeners. */
    private void tell(EventInfo event) {
        for (Registered r : emitters) {
            if (r.bean() instanceof EmittingMBean bean
                    && (r == agent || r == recovery || event.source().equals(r.subject()))) {
                bean.emit(event);
            }
        }
    }

    private void keep(Object owner, DescribedMBean bean, ObjectName name) {
        Registered done = register(bean, name);
        registered.computeIfAbsent(owner, o -> new ArrayList<>()).add(done == null ? Registered.NOTHING : done);
        if (done != null && bean instanceof EmittingMBean) {
            emitters.add(done);
        }
    }

    private @Nullable Registered register(DescribedMBean bean, ObjectName name) {
        try {
            return new Registered(bean, server.registerMBean(bean, name).getObjectName());
        } catch (InstanceAlreadyExistsException e) {
            warnOnce(name
                    + " is registered already: is there a second Signalbox in this JVM? Its beans stay, ours do not"
                    + " show");
        } catch (JMException | RuntimeException e) {
            warnOnce(name + " could not be registered: " + e);
        }
        return null;
    }

    private void warnOnce(String text) {
        if (!warned) {
            warned = true;
            LOG.warn("{}", text);
        }
    }

    private void unregister(@Nullable Registered gone) {
        if (gone == null || gone.name() == null) {
            return;
        }
        emitters.remove(gone);
        try {
            server.unregisterMBean(gone.name());
        } catch (InstanceNotFoundException e) {
            // Somebody else took it away already.
        } catch (JMException | RuntimeException e) {
            warnOnce(gone.name() + " could not be unregistered: " + e);
        }
    }

    /** Unregisters all that was registered. */
    @Override
    public void close() {
        engine.events().unsubscribe(listener);
        if (notifier != null) {
            notifier.close();
            notifier = null;
        }
        if (metrics != null) {
            metrics.close();
            metrics = null;
        }
        List<@Nullable Registered> all = new ArrayList<>();
        registered.values().forEach(all::addAll);
        all.add(recovery);
        all.add(allocation);
        all.add(allocationTuning);
        all.add(machine);
        all.add(balance);
        all.add(agent);
        registered.clear();
        all.forEach(this::unregister);
        recovery = null;
        allocation = null;
        allocationTuning = null;
        machine = null;
        balance = null;
        agent = null;
    }

    /**
     * A bean that is registered.
     *
     * @param name under which name, or null where it could not be registered
     */
    private record Registered(
            @Nullable DescribedMBean bean, @Nullable ObjectName name) {
        /** What could not be registered, and is not tried again. */
        static final Registered NOTHING = new Registered(null, null);

        /** What its events name as their source. */
        @Nullable
        String subject() {
            return name == null ? null : Names.valueOf(name, "name");
        }
    }
}
