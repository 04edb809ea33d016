package dev.signalbox.core.model;

import java.lang.ref.WeakReference;
import java.util.List;

/**
 * One bean of the application's container that an instance is.
 *
 * @param name the bean's name
 * @param aliases its other names
 * @param factory the bean factory that made it: held weakly, for a context that is closed must be free to go
 */
public record Bean(String name, List<String> aliases, WeakReference<Object> factory) {
    public Bean {
        aliases = List.copyOf(aliases);
    }

    /** Whether this is one of its names. */
    public boolean isNamed(String wanted) {
        return name.equals(wanted) || aliases.contains(wanted);
    }

    /** Whether another is the same bean, perhaps under other aliases. */
    boolean isSame(Bean other) {
        return name.equals(other.name) && factory.refersTo(other.factory.get());
    }
}
