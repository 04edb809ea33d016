package dev.signalbox.core.engine;

import dev.signalbox.core.config.Match;
import dev.signalbox.core.config.ModelConfig;
import dev.signalbox.core.config.SignalboxConfig;
import dev.signalbox.core.model.Instance;
import dev.signalbox.core.site.SiteAdapter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Finds which models of the config an instance matches.
 *
 * <p>It asks the application's own code: the instance for its name, class loaders for the classes of static fields. So it is
 * called by a {@link Survey}'s turns, by factories' threads and by an operator's reload only: never on the thread of a call, and
 * never under the engine's lock.
 */
final class Matcher {
    private final Host host;

    Matcher(Host host) {
        this.host = host;
    }

    /** The instance's own name as the first of its call sites that knows tells it; empty where it has none. */
    static String ownName(Instance instance, Object self) {
        for (SiteAdapter adapter : instance.adapters()) {
            String name = adapter.nameOf(self);
            if (name != null && !name.isEmpty()) {
                return name;
            }
        }
        return "";
    }

    /** The models that match, in the order of the config. */
    List<ModelConfig> matches(SignalboxConfig config, Instance instance, Object self, String ownName) {
        List<ModelConfig> matching = new ArrayList<>();
        for (ModelConfig model : config.models().values()) {
            Match match = model.match();
            if (match != null
                    && isCalledFor(config.callSitesOf(model.name()), instance)
                    && matches(match, instance, self, ownName)) {
                matching.add(model);
            }
        }
        return matching;
    }

    /** A library's streaming client has the name of its blocking one: a route takes the kind that it is bound to. */
    private static boolean isCalledFor(Set<String> callSites, Instance instance) {
        return callSites.isEmpty() || callSites.stream().anyMatch(instance::isAt);
    }

    private boolean matches(Match match, Instance instance, Object self, String ownName) {
        return (match.library() == null || match.library().equals(instance.library()))
                && (match.name() == null || match.name().equals(ownName))
                && (match.bean() == null || instance.isBean(match.bean()))
                && (match.type() == null || isA(self.getClass(), match.type()))
                && (match.field() == null || host.readField(match.field(), self) == self);
    }

    private static boolean isA(Class<?> type, String name) {
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            if (c.getName().equals(name) || implementsIt(c, name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean implementsIt(Class<?> type, String name) {
        for (Class<?> i : type.getInterfaces()) {
            if (i.getName().equals(name) || implementsIt(i, name)) {
                return true;
            }
        }
        return false;
    }
}
