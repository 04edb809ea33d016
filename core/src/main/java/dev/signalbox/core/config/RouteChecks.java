package dev.signalbox.core.config;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The contradictions between a route, its models and its call sites that the file alone shows. */
final class RouteChecks {
    private final Map<String, ModelConfig> models;
    private final BuiltIns builtIns;
    private final Problems problems;

    RouteChecks(Map<String, ModelConfig> models, BuiltIns builtIns, Problems problems) {
        this.models = models;
        this.builtIns = builtIns;
        this.problems = problems;
    }

    /** The model whose instances a route binds where it names none: the one the application calls. */
    String entryOf(String primary) {
        ModelConfig model = models.get(primary);
        String client = model == null ? null : model.sameClientAs();
        return client == null ? primary : client;
    }

    void check(RouteConfig route, List<Located<ChainConfig>> chains, Place entry, Collection<RouteConfig> earlier) {
        checkEntry(route.entry(), entry);
        Set<String> libraries = librariesOf(route);
        for (Located<ChainConfig> chain : chains) {
            checkLibrary(chain.value().model(), chain.place(), route, libraries);
        }
        if (!route.entry().equals(route.chains().get(0).model())) {
            checkLibrary(route.entry(), entry, route, libraries);
        }
        for (RouteConfig other : earlier) {
            for (String site : route.callSites()) {
                if (other.entry().equals(route.entry()) && other.callSites().contains(site)) {
                    String found = "binds the model " + Texts.quote(route.entry()) + " at " + site + ", as the route "
                            + Texts.quote(other.name()) + " does";
                    problems.add(entry, found, "one route for each model and call site");
                    return;
                }
            }
        }
    }

    /** An instance that only we know is never called by the application, so a route bound to it would never run. */
    private void checkEntry(String name, Place place) {
        ModelConfig model = models.get(name);
        if (model != null && (model.create() != null || model.sameClientAs() != null)) {
            String how = model.create() != null ? "create" : "same-client-as";
            String found = "the application never calls " + Texts.quote(name) + ", which is made by " + how;
            problems.add(place, found, "an entry that the application calls: a model with match");
        }
    }

    private void checkLibrary(String name, Place place, RouteConfig route, Set<String> libraries) {
        ModelConfig model = models.get(name);
        if (model == null || libraries.isEmpty()) {
            return;
        }
        String bound = ", because the route is bound to " + Texts.list(route.callSites());
        String library = libraryOf(model);
        if (library != null && builtIns.libraries().contains(library) && !libraries.contains(library)) {
            String found = Texts.quote(name) + " is a model of " + library;
            problems.add(place, found, "a model of " + Texts.list(libraries) + bound);
            return;
        }
        Set<String> naming = new TreeSet<>(libraries);
        naming.retainAll(builtIns.requestNaming());
        if (model.sameClientAs() != null && naming.isEmpty()) {
            String found =
                    Texts.quote(name) + " is made by same-client-as, for " + Texts.list(builtIns.requestNaming());
            problems.add(place, found, "a model of " + Texts.list(libraries) + bound);
        }
    }

    private @Nullable String libraryOf(ModelConfig model) {
        String client = model.sameClientAs();
        ModelConfig owner = client == null ? model : models.get(client);
        Match match = owner == null ? null : owner.match();
        return match == null ? null : match.library();
    }

    /** The libraries of the route's call sites; empty where one is the user's own, whose instances can be anything. */
    private Set<String> librariesOf(RouteConfig route) {
        Set<String> libraries = new TreeSet<>();
        for (String site : route.callSites()) {
            String library = builtIns.libraryOf(site);
            if (library == null) {
                return Set.of();
            }
            libraries.add(library);
        }
        return libraries;
    }
}
