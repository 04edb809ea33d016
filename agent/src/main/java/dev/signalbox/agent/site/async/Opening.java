package dev.signalbox.agent.site.async;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The caller's method while it runs: what is to be thrown can still be thrown by it. Attempts are made on several threads, so
 * whether it has returned is settled by one compare-and-set: else a failure could be left to a method that has just returned.
 */
public final class Opening {
    private static final Object RETURNED = new Object();

    private final AtomicReference<@Nullable Object> state = new AtomicReference<>();

    /** Has the method throw; false where it has returned, or throws something else already. */
    public boolean throwing(Throwable failure) {
        return state.compareAndSet(null, failure);
    }

    /** The method ends: what it throws, or null. */
    public @Nullable Throwable ends() {
        return state.compareAndSet(null, RETURNED) || state.get() == RETURNED ? null : (Throwable) state.get();
    }
}
