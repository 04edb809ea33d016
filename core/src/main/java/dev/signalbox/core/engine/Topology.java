package dev.signalbox.core.engine;

import dev.signalbox.core.config.ModelConfig;
import dev.signalbox.core.config.RouteConfig;
import dev.signalbox.core.config.SignalboxConfig;
import dev.signalbox.core.model.Node;
import dev.signalbox.core.route.Planner;
import dev.signalbox.core.route.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The models and routes of the config in force, with their live nodes. The engine's lock guards it. */
final class Topology implements Planner.ModelNodes {
    private final SignalboxConfig config;
    private final Map<String, ModelState> models = new LinkedHashMap<>();
    private final Map<String, Route> routes = new LinkedHashMap<>();
    private final Map<String, RouteWatch> watches = new LinkedHashMap<>();

    /**
     * The topology of a config.
     *
     * @param before the one in force until now, whose models and routes live on where the config says the same of them; or
     *     null
     */
    Topology(SignalboxConfig config, @Nullable Topology before, long now) {
        this.config = config;
        for (ModelConfig m : config.models().values()) {
            ModelState known = before == null ? null : before.models.get(m.name());
            models.put(m.name(), known != null && known.config().equals(m) ? known : new ModelState(m));
        }
        for (RouteConfig r : config.routes().values()) {
            Route known = before == null ? null : before.routes.get(r.name());
            Route route = known != null && known.config().equals(r) ? known : new Route(r, now);
            routes.put(r.name(), route);
            RouteWatch watch = before == null ? null : before.watches.get(r.name());
            watches.put(r.name(), known == route && watch != null ? watch : new RouteWatch(route));
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
    public String whyNone(String model) {
        ModelState state = models.get(model);
        if (state == null) {
            return "model '" + model + "' is not in the config";
        }
        if (!state.trouble().isEmpty()) {
            return state.trouble();
        }
        ModelConfig c = state.config();
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

    /** Whether a model waits for a static field to be set; nobody tells us when that happens. */
    boolean awaitsField() {
        return models.values().stream()
                .anyMatch(m -> m.nodes().isEmpty()
                        && m.config().match() != null
                        && m.config().match().field() != null);
    }

    /** The route that is entered by calling a node, or null. */
    @Nullable
    Route entered(Node node) {
        for (Route r : routes.values()) {
            if (r.config().entry().equals(node.model())
                    && r.config().callSites().contains(node.instance().siteId())) {
                return r;
            }
        }
        return null;
    }
}
