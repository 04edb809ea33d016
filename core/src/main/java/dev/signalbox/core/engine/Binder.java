package dev.signalbox.core.engine;

import dev.signalbox.core.call.Failures;
import dev.signalbox.core.config.ModelConfig;
import dev.signalbox.core.config.StaticMethod;
import dev.signalbox.core.model.Binding;
import dev.signalbox.core.model.Instance;
import dev.signalbox.core.model.Instances;
import dev.signalbox.core.model.Node;
import dev.signalbox.core.route.Chain;
import dev.signalbox.core.route.Route;
import dev.signalbox.core.site.SiteAdapter;
import java.util.List;

/** Says what instances are as they come, and makes those that the config says how to make. */
final class Binder {
    private static final long FIRST_CALL_WAIT_MILLIS = 250;
    /** What an instance is while nobody had the time to look at it: nothing of ours. */
    private static final Binding UNKNOWN = new Binding("", "", null, null, false, "");

    private final Instances instances;
    private final Plans plans;
    private final Matcher matcher;
    private final Discovery discovery;
    private final Host host;
    private final Failures failures;

    Binder(Instances instances, Plans plans, Discovery discovery, Host host, Failures failures) {
        this.instances = instances;
        this.plans = plans;
        this.matcher = new Matcher(host);
        this.discovery = discovery;
        this.host = host;
        this.failures = failures;
    }

    /** Says what an instance is that is being called for the first time, and what those are that came with it. */
    Binding resolve(Instance instance) {
        plans.tryLocked(FIRST_CALL_WAIT_MILLIS, () -> {
            // Whoever was collected since the last tick must not keep a newcomer from its place.
            if (dropDead()) {
                all();
            } else {
                newcomers();
            }
            if (instance.binding() == null) {
                bind(instance);
            }
        });
        Binding bound = instance.binding();
        return bound == null ? UNKNOWN : bound;
    }

    /** The control thread's turn: newcomers, places that became free, fields that were set meanwhile. */
    void tick() {
        instances.expunge();
        plans.locked(() -> {
            if (dropDead() || plans.topology().awaitsField()) {
                all();
            } else {
                newcomers();
            }
            return null;
        });
        createMissing();
    }

    /** Says anew what every instance is. */
    void all() {
        discovery.advice().clear();
        while (instances.nextNewcomer() != null) {
            // They are among all.
        }
        instances.alive().forEach(this::bind);
        plans.renew();
    }

    private boolean dropDead() {
        boolean vacant = false;
        for (ModelState model : plans.topology().models().values()) {
            vacant |= model.dropDead();
        }
        return vacant;
    }

    private void newcomers() {
        boolean any = false;
        for (Instance i = instances.nextNewcomer(); i != null; i = instances.nextNewcomer()) {
            bind(i);
            any |= i.binding() != null && i.binding().node() != null;
        }
        if (any) {
            plans.renew();
        }
    }

    private void bind(Instance instance) {
        Object self = instance.get();
        if (self == null) {
            return;
        }
        Topology now = plans.topology();
        Binding known = instance.binding();
        try {
            Node node = known == null ? null : known.node();
            if (known != null && node != null && now.of(node.model()).contains(node)) {
                instance.bind(Discovery.binding(now, node, known.ownName()));
                return;
            }
            String ownName = Matcher.ownName(instance, self);
            List<ModelConfig> matching = matcher.matches(now.config(), instance, self, ownName);
            instance.bind(discovery.bind(now, instance, self, ownName, matching));
        } catch (Exception | LinkageError e) {
            failures.count("naming of an instance of " + instance.className(), e);
            String note = "it could not be named: " + e;
            instance.bind(new Binding(
                    instance.className() + "#?", "", null, null, now.config().observe(), note));
        }
    }

    /** Makes the alternatives that the config says how to make, once the instance they stand in for is there. */
    private void createMissing() {
        for (Route route : plans.topology().routes().values()) {
            Instance primary = plans.locked(() -> {
                List<Node> entry = plans.topology().of(route.config().entry());
                return entry.isEmpty() ? null : entry.get(0).instance();
            });
            Object near = primary == null ? null : primary.get();
            if (primary == null || near == null) {
                continue;
            }
            for (Chain chain : route.chains()) {
                ModelState model = plans.topology().models().get(chain.model());
                StaticMethod factory = model == null ? null : model.config().create();
                if (model != null && factory != null && plans.locked(model::isWanting)) {
                    create(model, factory, near, primary);
                }
            }
        }
    }

    private void create(ModelState model, StaticMethod factory, Object near, Instance primary) {
        try {
            Object made = host.create(factory, near);
            host.hold(made);
            SiteAdapter adapter = primary.adapter();
            if (adapter == null) {
                return;
            }
            Instance instance = instances.register(made, adapter);
            String ownName = Matcher.ownName(instance, made);
            plans.locked(() -> {
                if (model.nodes().isEmpty()) {
                    instance.bind(discovery.adopt(plans.topology(), model, instance, ownName));
                    plans.renew();
                }
                return null;
            });
        } catch (Exception | LinkageError e) {
            plans.locked(() -> {
                model.trouble(factory + " failed: " + e);
                return null;
            });
        }
    }
}
