package dev.signalbox.core.config;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The call sites that need no entry in {@code call-sites}, and the libraries they belong to.
 *
 * @param callSites the library of each built-in call site: {@code langchain4j.chat} to {@code langchain4j}
 * @param requestNaming the libraries whose requests carry a model name, so that {@code same-client-as} works on them
 */
public record BuiltIns(Map<String, String> callSites, Set<String> requestNaming) {

    /** Sorts both, so that messages list them in one order. */
    public BuiltIns {
        callSites = Collections.unmodifiableMap(new TreeMap<>(callSites));
        requestNaming = Collections.unmodifiableSet(new TreeSet<>(requestNaming));
    }

    /** The ids of the libraries. */
    Set<String> libraries() {
        return new TreeSet<>(callSites.values());
    }

    /** The library of a call site; null for the user's own. */
    @Nullable
    String libraryOf(String callSite) {
        return callSites.get(callSite);
    }
}
