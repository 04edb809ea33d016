package dev.signalbox.core.engine;

import dev.signalbox.core.admission.CallEstimate;
import dev.signalbox.core.admission.Level;
import dev.signalbox.core.balance.Balancer;
import dev.signalbox.core.config.CostConfig;
import dev.signalbox.core.config.ModelConfig;
import dev.signalbox.core.config.RouteConfig;
import dev.signalbox.core.config.SignalboxConfig;
import dev.signalbox.core.health.Ejected;
import dev.signalbox.core.model.Instance;
import dev.signalbox.core.model.Node;
import dev.signalbox.core.route.Planner;
import dev.signalbox.core.route.Route;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The models and routes of the config in force, with their live nodes. The engine's lock guards it. */
final class Topology implements Planner.ModelNodes {
    private final SignalboxConfig config;
    private final AdmissionControl admission;
    private final Map<String, ModelState> models = new LinkedHashMap<>();
    private final Map<String, Route> routes = new LinkedHashMap<>();
    private final Map<String, RouteWatch> watches = new LinkedHashMap<>();
    /** The instances that were drained as nodes of a model whose config changed. */
    private final Map<String, Set<Instance>> drained = new HashMap<>();
    /** What an operator ejected of them. */
    private final Map<String, Map<Instance, Ejected>> ejected = new HashMap<>();

    /**
     * The topology of a config.
     *
     * @param before the one in force until now, whose models and routes live on where the config says the same of them, and
     *     leave to their successors what an operator switched where it does not; or null
     * @param admission what limits calls, and what they are expected to take
     */
    Topology(SignalboxConfig config, @Nullable Topology before, AdmissionControl admission, long now) {
        this.config = config;
        this.admission = admission;
        for (ModelConfig m : config.models().values()) {
            ModelState known = before == null ? null : before.models.get(m.name());
            boolean same = known != null && known.config().equals(m);
            models.put(m.name(), known != null && same ? known : new ModelState(m));
            if (known != null && !same) {
                drained.put(m.name(), known.drained());
                ejected.put(m.name(), known.ejected());
            }
        }
        for (RouteConfig r : config.routes().values()) {
            Route known = before == null ? null : before.routes.get(r.name());
            RouteWatch watch = before == null ? null : before.watches.get(r.name());
            if (known != null && watch != null && known.config().equals(r)) {
                routes.put(r.name(), known);
                watches.put(r.name(), watch);
                continue;
            }
            Route route = known == null ? new Route(r, now) : new Route(r, known, now);
            routes.put(r.name(), route);
            watches.put(r.name(), new RouteWatch(route, watch == null ? "" : watch.active()));
        }
    }

    SignalboxConfig config() {
        return config;
    }

    Map<String, ModelState> models() {
        return models;
    }

    Map<String, Route> routes() {
        return routes;
    }

    Map<String, RouteWatch> watches() {
        return watches;
    }

    @Override
    public List<Node> of(String model) {
        ModelState state = models.get(model);
        return state == null ? List.of() : state.nodes();
    }

    @Override
    public Balancer balancer(String model) {
        return Objects.requireNonNull(models.get(model)).balancer();
    }

    @Override
    public Level @Nullable [] levels(Route route, Node node) {
        return admission.levelsOf(route, node);
    }

    /** What the config says that a call of a model takes. */
    CostConfig cost(String model) {
        ModelState state = models.get(model);
        return state == null ? CostConfig.NONE : state.config().allocation().cost();
    }

    /** What a call of a model is expected to take. */
    CallEstimate estimate(String model) {
        return admission.estimates().of(model);
    }

    @Override
    public Map<String, Double> capabilities(String model) {
        ModelState state = models.get(model);
        return state == null ? Map.of() : state.config().capabilities();
    }

    @Override
    public String whyNone(String model) {
        ModelState state = models.get(model);
        if (state == null) {
            return "model '" + model + "' is not in the config";
        }
        if (!state.trouble().isEmpty()) {
            return state.trouble();
        }
        ModelConfig c = state.config();
        if (state.isMaking()) {
            return "it is being made by " + c.create();
        }
        if (c.sameClientAs() != null) {
            return "no instance of '" + c.sameClientAs() + "' has been seen yet";
        }
        return c.create() != null
                ? c.create() + " has not been called yet: it waits for the route's primary"
                : "no instance that matches model '" + model + "' has been seen yet";
    }

    /** Every node, in the order of the config. */
    List<Node> nodes() {
        List<Node> all = new ArrayList<>();
        models.values().forEach(m -> all.addAll(m.nodes()));
        return all;
    }

    /** The models that wait for a static field to be set; nobody tells us when that happens. */
    List<ModelConfig> awaitingField() {
        return models.values().stream()
                .filter(m -> m.nodes().isEmpty()
                        && m.config().match() != null
                        && m.config().match().field() != null)
                .map(ModelState::config)
                .toList();
    }

    /** The static fields that models wait for. */
    Set<String> awaitedFields() {
        Set<String> fields = new HashSet<>();
        for (ModelConfig model : awaitingField()) {
            if (model.match() != null && model.match().field() != null) {
                fields.add(model.match().field());
            }
        }
        return fields;
    }

    /** Whether a model waits for a bean. */
    boolean isAwaitingBean() {
        return models.values().stream()
                .anyMatch(m -> m.nodes().isEmpty()
                        && m.config().match() != null
                        && m.config().match().bean() != null);
    }

    /** Whether an operator drained an instance as a node of a model before the model's config changed. */
    boolean wasDrained(String model, Instance instance) {
        return drained.getOrDefault(model, Set.of()).contains(instance);
    }

    /** An operator's ejection of an instance as a node of a model before the model's config changed, or null. */
    @Nullable
    Ejected wasEjected(String model, Instance instance) {
        return ejected.getOrDefault(model, Map.of()).get(instance);
    }

    /** Whether a node belongs to a model of this topology. */
    boolean has(Node node) {
        return of(node.model()).contains(node);
    }

    /** What call sites say of the nodes that routes lead to, and of what those decorate. */
    List<String> advice() {
        List<String> texts = new ArrayList<>();
        for (Node node : nodes()) {
            if (!node.isAlive()
                    || node.requestName() != null // the node whose client it asks tells it
                    || config.callSitesOf(node.model()).isEmpty()) {
                continue;
            }
            List<Instance> instances = new ArrayList<>(node.instance().decorated());
            instances.add(0, node.instance());
            for (Instance each : instances) {
                if (!each.refersTo(null)) {
                    each.advice().forEach(text -> texts.add("node " + node.name() + ": " + text));
                }
            }
        }
        return texts;
    }

    /** The route that is entered by calling a node, or null. */
    @Nullable
    Route entered(Node node) {
        for (Route r : routes.values()) {
            if (r.config().entry().equals(node.model())
                    && r.config().callSites().stream().anyMatch(node.instance()::isAt)) {
                return r;
            }
        }
        return null;
    }
}
