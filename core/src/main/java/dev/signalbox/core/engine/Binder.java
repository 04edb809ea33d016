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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
                bind(List.of(instance), false);
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
        bind(instances.alive(), true);
    }

    private boolean dropDead() {
        boolean vacant = false;
        for (ModelState model : plans.topology().models().values()) {
            vacant |= model.dropDead();
        }
        return vacant;
    }

    private void newcomers() {
        if (instances.hasNewcomers()) {
            List<Instance> fresh = new ArrayList<>();
            for (Instance i = instances.nextNewcomer(); i != null; i = instances.nextNewcomer()) {
                fresh.add(i);
            }
            bind(fresh, false);
        }
    }

    /** Plans before bindings: a call that finds its instance bound has to find it in the plan too. */
    private void bind(List<Instance> some, boolean changed) {
        boolean renew = changed;
        Map<Instance, Binding> found = new LinkedHashMap<>();
        for (Instance each : some) {
            Object self = each.get();
            if (self != null) {
                Binding binding = identify(each, self);
                found.put(each, binding);
                renew |= binding.node() != null;
            }
        }
        if (renew) {
            plans.renew();
        }
        found.forEach(Instance::bind);
    }

    private Binding identify(Instance instance, Object self) {
        Topology now = plans.topology();
        Binding known = instance.binding();
        try {
            Node node = known == null ? null : known.node();
            if (known != null && node != null && now.of(node.model()).contains(node)) {
                return Discovery.binding(now, node, known.ownName());
            }
            String ownName = Matcher.ownName(instance, self);
            List<ModelConfig> matching = matcher.matches(now.config(), instance, self, ownName);
            return discovery.bind(now, instance, self, ownName, matching);
        } catch (Exception | LinkageError e) {
            failures.count("naming of an instance of " + instance.className(), e);
            String note = "it could not be named: " + e;
            return new Binding(
                    instance.className() + "#?", "", null, null, now.config().observe(), note);
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
                    Binding binding = discovery.adopt(plans.topology(), model, instance, ownName);
                    plans.renew();
                    instance.bind(binding);
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
