package dev.signalbox.core.engine;

import dev.signalbox.core.call.Failures;
import dev.signalbox.core.model.Bean;
import dev.signalbox.core.model.BeanNotes.Note;
import dev.signalbox.core.model.Instance;
import dev.signalbox.core.model.Instances;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Says which beans the instances are. Bean factories are asked for aliases and proxies for what they stand before, which is
 * the application's code: on errands' threads only, never under the engine's lock.
 */
final class Beans {
    private static final int MOST_LAYERS = 8;
    private static final String SCOPED = "scopedTarget.";

    private final Instances instances;
    private final Host host;
    private final Failures failures;
    private final Unseen unseen;

    Beans(Instances instances, Host host, Failures failures, Unseen unseen) {
        this.instances = instances;
        this.host = host;
        this.failures = failures;
        this.unseen = unseen;
    }

    /** Whether something was noted that nobody has heard. */
    boolean isWaiting() {
        return instances.beans().isWaiting();
    }

    /** Hears what was noted, and gives out each instance that has a name it had not. */
    void hear(Consumer<Instance> named) {
        for (Note note = instances.beans().next();
                note != null;
                note = instances.beans().next()) {
            try {
                hear(note, named);
            } catch (Throwable e) {
                failures.count("naming of the bean " + note.name(), e);
            }
            Instance doubted = find(note.raw().get());
            if (doubted != null && doubted.binding() == null) {
                named.accept(doubted); // whatever came of it, it is something again
            }
        }
    }

    private @Nullable Instance find(@Nullable Object object) {
        return object == null ? null : instances.find(object);
    }

    private void hear(Note note, Consumer<Instance> named) throws Exception {
        Bean bean = bean(note.name(), note.factory());
        Instance instance = instanceOf(note.raw().get());
        if (instance == null) {
            instance = instanceOf(note.exposed().get()); // a factory may give out a proxy of what is another bean
        }
        if (instance == null) {
            unseen.add(bean, note.raw(), note.exposed());
        } else {
            name(instance, bean, named);
        }
    }

    /** Gives an instance the name of the bean that was noted before anybody knew that it is an instance. */
    void recall(Instance instance, Object self) {
        for (Bean bean : unseen.remove(self)) {
            name(instance, bean, i -> {});
        }
    }

    /** Asks for the aliases of an instance's beans once more, for they can come at any time. */
    void askAgain(Instance instance, Consumer<Instance> named) {
        for (Bean bean : instance.beans()) {
            name(instance, bean(bean.name(), bean.factory()), named);
        }
    }

    /** Turns come beside each other; what an instance is called is changed by one at a time. */
    private synchronized void name(Instance instance, Bean bean, Consumer<Instance> named) {
        // An instance that has told nothing yet is matched anyway when it does, with the name that it has by then.
        if (instance.is(bean) && instance.told() != null) {
            named.accept(instance);
        }
    }

    private Bean bean(String name, WeakReference<Object> factory) {
        List<String> aliases = new ArrayList<>();
        if (name.startsWith(SCOPED)) {
            aliases.add(name.substring(SCOPED.length())); // the bean's own name is that of the proxy
        }
        Object asked = factory.get();
        if (asked != null) {
            try {
                aliases.addAll(host.aliases(asked, name));
            } catch (Throwable e) {
                failures.count("asking for the aliases of the bean " + name, e); // it has its own name all the same
            }
        }
        return new Bean(name, aliases, factory);
    }

    /** The instance that an object is, or stands before as a proxy; or null. */
    @Nullable
    Instance instanceOf(@Nullable Object object) throws Exception {
        Object each = object;
        for (int i = 0; i < MOST_LAYERS && each != null; i++) {
            Instance found = instances.find(each);
            if (found != null) {
                return found;
            }
            each = host.behind(each);
        }
        return null;
    }

    /** Looks into an instance's fields for others, which it then decorates, and into theirs. */
    void lookInto(Instance instance, Object self) {
        Set<Instance> inner = new LinkedHashSet<>();
        try {
            lookInto(instance, self, inner, 0);
        } catch (Throwable e) {
            failures.count("looking into an instance of " + instance.className(), e);
        }
        instance.decorates(List.copyOf(inner));
    }

    private void lookInto(Instance outermost, Object self, Set<Instance> inner, int depth) throws Exception {
        for (Object value : host.inside(self)) {
            Instance found = instanceOf(value);
            Object object = found == null ? null : found.get();
            if (found != null
                    && object != null
                    && found != outermost
                    && depth < MOST_LAYERS
                    && found.sharesSiteWith(outermost)
                    && inner.add(found)) {
                lookInto(outermost, object, inner, depth + 1);
            }
        }
    }
}
