package dev.signalbox.core.engine;

import dev.signalbox.core.config.ModelConfig;
import dev.signalbox.core.health.Breaker;
import dev.signalbox.core.health.BreakerPolicy;
import dev.signalbox.core.model.Binding;
import dev.signalbox.core.model.Instance;
import dev.signalbox.core.model.Node;
import dev.signalbox.core.time.Randomness;
import dev.signalbox.core.time.TimeSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes nodes of instances, and says what every instance is. The engine's lock guards it. */
final class Discovery {
    private static final int MOST_COUNTED = 4096;

    private final Host host;
    private final Randomness random;
    private final TimeSource time;
    private final Map<String, String> advice = new TreeMap<>();
    private final Map<String, Integer> generated = new HashMap<>();

    Discovery(Host host, Randomness random, TimeSource time) {
        this.host = host;
        this.random = random;
        this.time = time;
    }

    /** What needs a person's attention, keyed by what it is about. */
    Map<String, String> advice() {
        return advice;
    }

    /**
     * Says what an instance is.
     *
     * @param known what it is until now, or null
     * @param matching the models it matches
     */
    Binding bind(
            Topology topology,
            Instance instance,
            Object self,
            @Nullable Binding known,
            String ownName,
            List<ModelConfig> matching) {
        if (matching.size() == 1) {
            ModelConfig config = matching.get(0);
            ModelState model = topology.models().get(config.name());
            if (model != null && !model.isFull()) {
                if (config.hold()) {
                    host.hold(self);
                }
                return adopt(topology, model, instance, ownName);
            }
            String note = "ambiguous: a second instance matches model '" + config.name() + "'"
                    + (config.many() ? ", which has its " + config.max() + " nodes" : "")
                    + (isOfAnotherLoader(model, self)
                            ? ", from another class loader: a second web application, or a new deployment of one whose"
                                    + " old instances have not been collected yet, whose place it takes then. For a"
                                    + " second one say nodes: many, for each answers its own calls only; or name its"
                                    + " models otherwise, and give them models and a route of their own"
                            : "; match it more narrowly, or say nodes: many");
            advice.put("model " + config.name(), note + " (" + instance.className() + ")");
            return unmatched(topology, instance, known, ownName, note);
        }
        String note = "";
        if (matching.size() > 1) {
            note = "ambiguous: it matches the models "
                    + matching.stream().map(ModelConfig::name).toList();
            advice.put("instance of " + instance.className(), note);
        }
        return unmatched(topology, instance, known, ownName, note);
    }

    /** Whether the application has its classes twice: replicas could not answer each other's calls. */
    private static boolean isOfAnotherLoader(@Nullable ModelState model, Object self) {
        Object first = model == null || model.nodes().isEmpty()
                ? null
                : model.nodes().get(0).instance().get();
        return first != null
                && first.getClass().getName().equals(self.getClass().getName())
                && first.getClass() != self.getClass();
    }

    /** A node stays what it is, whatever it matches by a name that came later. */
    void stays(Instance instance, Binding known, List<ModelConfig> matching) {
        if (matching.size() > 1) {
            String note = "ambiguous: it matches the models "
                    + matching.stream().map(ModelConfig::name).toList() + ", and stays " + known.name();
            advice.put("instance of " + instance.className(), note);
        }
    }

    /** What an instance is that is no node; a name it was given before stays its name, unless a better one came. */
    Binding unmatched(Topology topology, Instance instance, @Nullable Binding known, String ownName, String note) {
        String bean = instance.beanName();
        String stem = bean.isEmpty() ? ownName : bean;
        String name = known != null && known.node() == null && isOf(known.name(), stem)
                ? known.name()
                : stem.isEmpty() ? classNumber(instance) : numbered(stem);
        return new Binding(name, ownName, null, null, topology.config().observe(), note);
    }

    /** Makes an instance a node of a model. */
    Binding adopt(Topology topology, ModelState model, Instance instance, String ownName) {
        Node node = join(topology, model, instance);
        return binding(topology, node, ownName);
    }

    /** What the instance of a node is; models that ask its client for another model get their nodes with it. */
    Binding binding(Topology topology, Node node, String ownName) {
        sharedClients(topology, node.model(), node.instance());
        return new Binding(
                node.name(),
                ownName,
                node,
                topology.entered(node),
                topology.config().observe(),
                "");
    }

    private Node join(Topology topology, ModelState model, Instance instance) {
        Node node = new Node(
                model.nextName(),
                model.config().name(),
                instance,
                model.config().requestName(),
                new Breaker(BreakerPolicy.DEFAULT, random),
                topology.estimate(model.config().name()));
        node.startSlowly(time.nanoTime());
        node.setDrained(topology.wasDrained(node.model(), instance));
        node.monitor().ejection().restore(topology.wasEjected(node.model(), instance));
        model.nodes().add(node);
        return node;
    }

    private void sharedClients(Topology topology, String owner, Instance instance) {
        for (ModelState model : topology.models().values()) {
            if (owner.equals(model.config().sameClientAs()) && !model.isFull()) {
                join(topology, model, instance);
            }
        }
    }

    /** Whether a name was made of a stem; one made of the class has none. */
    private static boolean isOf(String name, String stem) {
        return stem.isEmpty() || name.equals(stem) || name.startsWith(stem + "#");
    }

    private String numbered(String stem) {
        int n = next(stem);
        return n == 0 ? stem : stem + "#" + n;
    }

    private String classNumber(Instance instance) {
        String simple = instance.className().substring(instance.className().lastIndexOf('.') + 1);
        return simple + "#" + next(simple);
    }

    /** Names can be as many as instances; beyond a bound new ones are not counted, and not unique any more. */
    private int next(String stem) {
        return generated.size() < MOST_COUNTED || generated.containsKey(stem)
                ? generated.merge(stem, 1, Integer::sum) - 1
                : 0;
    }
}
