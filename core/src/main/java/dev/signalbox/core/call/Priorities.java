package dev.signalbox.core.call;

import dev.signalbox.core.config.AllocationPriority;
import dev.signalbox.core.model.Instance;
import dev.signalbox.core.route.Route;
import dev.signalbox.core.route.Wishes;
import org.jspecify.annotations.Nullable;

/** Fixes how important a call is, as it enters its route, on its caller's thread. */
public final class Priorities {
    private final Mdc mdc;
    private final Failures failures;

    /** The application's own MDC. */
    @FunctionalInterface
    public interface Mdc {
        /**
         * What the calling thread has under a key.
         *
         * @param near the called instance, whose class loader leads to the application's SLF4J
         * @return null where it has nothing, and where there is no SLF4J
         * @throws Throwable what the application's logging library threw
         */
        @Nullable
        String get(Object near, String key) throws Throwable;
    }

    /** Priorities by what routes and an application say. */
    public Priorities(Mdc mdc, Failures failures) {
        this.mdc = mdc;
        this.failures = failures;
    }

    /** The rank of a call that the calling thread makes now: the ordinal of an {@link AllocationPriority}. */
    int of(Route route, Instance called) {
        int own = route.priority();
        return own == Route.ASKS ? asked(route, called) : own;
    }

    private int asked(Route route, Instance called) {
        Wishes wishes = route.wishes();
        String word = null;
        if (!wishes.mdcKey().isEmpty()) {
            try {
                Object self = called.get(); // which the host's own frame keeps alive
                word = self == null ? null : mdc.get(self, wishes.mdcKey());
            } catch (Throwable theirs) {
                failures.count("the MDC of the application", theirs);
            }
        }
        try {
            return wishes.priority(word).ordinal();
        } catch (Throwable ours) {
            failures.count("the priority of a call", ours);
            return route.config().wishes().priority().ordinal();
        }
    }
}
