package dev.signalbox.core.engine;

import dev.signalbox.core.call.Failures;
import dev.signalbox.core.config.SignalboxConfig;
import dev.signalbox.core.engine.Survey.Answer;
import dev.signalbox.core.model.Binding;
import dev.signalbox.core.model.Instance;
import dev.signalbox.core.model.Instance.Told;
import dev.signalbox.core.model.Instances;
import dev.signalbox.core.model.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Puts in force what a {@link Survey} heard: says what each instance is, and has the plans follow. It works under the engine's
 * lock and asks nobody. Plans are published before the bindings that lead calls to them, and these wait until the comparisons
 * that the plans need have been made, or hang: an instance's first call finds its alternatives.
 */
final class Binder {
    private static final long CALL_WAIT_MILLIS = 250;

    private final Instances instances;
    private final Plans plans;
    private final Discovery discovery;
    private final Failures failures;
    private final Queue<Answer> heard = new ConcurrentLinkedQueue<>();
    private final Queue<Instance> again = new ConcurrentLinkedQueue<>();
    /** What instances will be; written under the engine's lock. */
    private final Map<Instance, Binding> pending = new ConcurrentHashMap<>();

    Binder(Instances instances, Plans plans, Discovery discovery, Failures failures) {
        this.instances = instances;
        this.plans = plans;
        this.discovery = discovery;
        this.failures = failures;
    }

    /** Keeps an answer until it is put in force; takes no lock. */
    void heard(Answer answer) {
        heard.add(answer);
    }

    /** Has an instance matched anew. */
    void reconsider(Instance instance) {
        again.add(instance);
    }

    /** The next instance to be matched anew, or null. */
    @Nullable
    Instance nextToMatch() {
        return again.poll();
    }

    /** Whether an instance is to be matched anew. */
    boolean hasToMatch() {
        return !again.isEmpty();
    }

    /** Puts in force what was heard. */
    void settle() {
        if (!heard.isEmpty()) {
            plans.locked(() -> {
                settleLocked();
                return null;
            });
        }
    }

    /** Both on the thread of a call, where a turn was slower than the call could wait. */
    void settleOnCall() {
        if (!heard.isEmpty() || !pending.isEmpty()) {
            plans.tryLocked(CALL_WAIT_MILLIS, () -> {
                settleLocked();
                publishLocked();
            });
        }
    }

    /** Binds the instances whose plans are in force. */
    void publish() {
        if (!pending.isEmpty()) {
            plans.locked(() -> {
                publishLocked();
                return null;
            });
        }
    }

    private void publishLocked() {
        pending.forEach(Instance::bind);
        pending.clear();
    }

    /**
     * Forgets what an instance is that is no node, for it is a bean whose name nobody has heard yet: should it be called before
     * that, the call asks. Called on the thread that made the bean, which waits for nothing.
     */
    void doubt(@Nullable Instance instance) {
        Binding known = instance == null ? null : instance.binding();
        if (instance != null && known != null && known.node() == null) {
            plans.tryLocked(0, () -> {
                Binding now = current(instance);
                if (now != null && now.node() == null) {
                    bind(instance, null);
                }
            });
        }
    }

    /** What an instance is, or will be as soon as it is bound; null where it has not been looked at. */
    @Nullable
    Binding current(Instance instance) {
        Binding soon = pending.get(instance);
        return soon == null ? instance.binding() : soon;
    }

    /** Makes room where instances were collected; what may take it is matched again. */
    void vacate() {
        plans.locked(() -> {
            Topology now = plans.topology();
            boolean vacant = false;
            for (ModelState model : now.models().values()) {
                vacant |= model.dropDead();
            }
            if (vacant) {
                discovery.advice().clear();
                for (Instance i : instances.alive()) {
                    Binding known = current(i);
                    if (known != null) {
                        put(i, () -> isIn(now, known) ? kept(now, known) : known);
                        if (!isIn(now, known)) {
                            reconsider(i);
                        }
                    }
                }
                plans.renew();
            }
            return null;
        });
    }

    /**
     * Puts a config in force, with what its models match.
     *
     * @param matched what the instances match that have been asked with this config; the others are asked later
     */
    void apply(SignalboxConfig config, long now, Map<Instance, Answer> matched) {
        plans.locked(() -> {
            plans.succeed(config, now);
            discovery.advice().clear();
            Topology next = plans.topology();
            for (Instance i : instances.alive()) {
                Binding known = current(i);
                if (known == null) {
                    continue; // it is a newcomer, or being asked
                }
                put(i, () -> {
                    Answer answer = matched.get(i);
                    if (isIn(next, known)) {
                        return kept(next, known);
                    }
                    if (answer != null) {
                        return bind(next, answer);
                    }
                    reconsider(i);
                    return discovery.unmatched(next, i, known, known.ownName(), "");
                });
            }
            plans.renew();
            return null;
        });
    }

    /** Binds an instance whose plan is in force; under the lock. */
    void bind(Instance instance, @Nullable Binding binding) {
        pending.remove(instance);
        instance.bind(binding);
    }

    private void settleLocked() {
        List<Answer> batch = new ArrayList<>();
        for (Answer a = heard.poll(); a != null; a = heard.poll()) {
            batch.add(a);
        }
        // Whatever the order of asking was: who came first is a node first.
        batch.sort(Comparator.comparingLong(a -> a.instance().sequence()));
        Topology now = plans.topology();
        boolean node = false;
        for (Answer answer : batch) {
            Instance instance = answer.instance();
            Binding known = current(instance);
            if (known != null && isIn(now, known)) {
                discovery.stays(instance, known, answer.matching());
                continue;
            }
            if (answer.config() != now.config()) {
                reconsider(instance); // a reload came between
                continue;
            }
            Binding bound = put(instance, () -> bind(now, answer));
            node |= bound != null && bound.node() != null;
        }
        if (node) {
            plans.renew();
        }
    }

    private Binding bind(Topology now, Answer answer) {
        Instance instance = answer.instance();
        Binding known = current(instance);
        Told told = instance.told();
        Object self = instance.get();
        if (told == null || self == null || !told.trouble().isEmpty()) {
            return discovery.unmatched(now, instance, known, "", told == null ? "" : told.trouble());
        }
        return discovery.bind(now, instance, self, known, told.name(), answer.matching());
    }

    private Binding kept(Topology now, Binding known) {
        Node node = known.node();
        return node == null ? known : discovery.binding(now, node, known.ownName());
    }

    private static boolean isIn(Topology now, Binding known) {
        Node node = known.node();
        return node != null && now.has(node);
    }

    /** Keeps what an instance will be; one that fails stays what it is. */
    private @Nullable Binding put(Instance instance, Supplier<Binding> binding) {
        try {
            Binding made = binding.get();
            pending.put(instance, made);
            return made;
        } catch (Throwable ours) {
            failures.count("binding of an instance of " + instance.className(), ours);
            return null;
        }
    }
}
