package dev.signalbox.core.engine;

import dev.signalbox.core.call.Failures;
import dev.signalbox.core.config.StaticMethod;
import dev.signalbox.core.model.Binding;
import dev.signalbox.core.model.Instance;
import dev.signalbox.core.model.Instance.Told;
import dev.signalbox.core.model.Instances;
import dev.signalbox.core.model.Node;
import dev.signalbox.core.route.Chain;
import dev.signalbox.core.route.Route;
import dev.signalbox.core.site.SiteAdapter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the alternatives that the config says how to make, once the instance they stand in for is there. A factory may load
 * for minutes, so each works on a thread of {@link Host#execute}; its model is <i>being made</i> meanwhile, so that it is called
 * once. What it makes belongs to its own model, whatever other models' {@code match} say of it.
 */
final class Factories {
    private record Job(ModelState model, StaticMethod factory, SiteAdapter adapter, Object near) {}

    private final Instances instances;
    private final Plans plans;
    private final Discovery discovery;
    private final Binder binder;
    private final Survey survey;
    private final Host host;
    private final Failures failures;

    Factories(
            Instances instances,
            Plans plans,
            Discovery discovery,
            Binder binder,
            Survey survey,
            Host host,
            Failures failures) {
        this.instances = instances;
        this.plans = plans;
        this.discovery = discovery;
        this.binder = binder;
        this.survey = survey;
        this.host = host;
        this.failures = failures;
    }

    /** The control thread's turn. */
    void tick() {
        for (Job job : plans.locked(this::wanting)) {
            try {
                host.execute(() -> make(job));
            } catch (Throwable e) {
                failures.count("start of " + job.factory(), e);
                plans.locked(() -> {
                    job.model().making(false);
                    return null;
                });
            }
        }
    }

    private List<Job> wanting() {
        List<Job> jobs = new ArrayList<>();
        Topology now = plans.topology();
        for (Route route : now.routes().values()) {
            List<Node> entry = now.of(route.config().entry());
            Instance primary = entry.isEmpty() ? null : entry.get(0).instance();
            Object near = primary == null ? null : primary.get();
            SiteAdapter adapter = primary == null ? null : primary.adapter();
            if (near == null || adapter == null) {
                continue;
            }
            for (Chain chain : route.chains()) {
                ModelState model = now.models().get(chain.model());
                StaticMethod factory = model == null ? null : model.config().create();
                if (model != null && factory != null && model.isWanting()) {
                    model.making(true);
                    jobs.add(new Job(model, factory, adapter, near));
                }
            }
        }
        if (!jobs.isEmpty()) {
            plans.renew();
        }
        return jobs;
    }

    private void make(Job job) {
        long since = instances.nextSequence();
        Object made = null;
        Instance instance = null;
        String trouble = "";
        List<Instance> others;
        instances.setAside();
        try {
            made = host.create(job.factory(), job.near());
            instance = instances.register(made, job.adapter());
            survey.name(instance);
        } catch (Throwable e) {
            trouble = job.factory() + " failed: " + Words.of(e);
        } finally {
            others = instances.endAside();
        }
        Instance fresh = instance;
        String why = trouble;
        boolean adopted = plans.locked(() -> finish(job, fresh, since, why));
        if (adopted && made != null) {
            host.hold(made);
        }
        others.stream().filter(i -> !adopted || i != fresh).forEach(instances::offer);
        survey.finish(); // it is to be compared with the primary
    }

    /** Makes what was made the model's node, or says why not; under the lock. */
    private boolean finish(Job job, @Nullable Instance made, long since, String trouble) {
        ModelState model = job.model();
        Topology now = plans.topology();
        model.making(false);
        if (made == null) {
            model.trouble(trouble);
        } else if (now.models().get(model.config().name()) == model && !model.isFull()) {
            Binding known = binder.current(made);
            Node taken = known == null ? null : known.node();
            if (taken != null && now.has(taken) && made.sequence() < since) {
                model.trouble(job.factory() + " returned " + taken.name() + ", which is a node already");
            } else {
                if (made.sequence() >= since) {
                    model.made(made);
                }
                adopt(now, model, made);
                return true;
            }
        }
        plans.renew();
        return false;
    }

    private void adopt(Topology now, ModelState model, Instance made) {
        if (binder.current(made) != null) {
            // A thread of the factory's own registered it, and it has been taken for another model's.
            now.models().values().forEach(m -> m.nodes().removeIf(n -> n.instance() == made));
            discovery.advice().clear();
            instances.alive().stream()
                    .filter(i -> i != made && i.binding() != null && i.binding().node() == null)
                    .forEach(binder::reconsider);
        }
        Told told = made.told();
        Binding binding = discovery.adopt(now, model, made, told == null ? "" : told.name());
        plans.renew();
        binder.bind(made, binding);
    }
}
